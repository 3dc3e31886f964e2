import { copyFileSync, cpSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { type Plugin, rolldown } from "rolldown";

/** Found by their addresses, not by imports: what runs in threads and processes of its own. */
const ownDoors = [
  "numerics/parallel/thread.mjs",
  "numerics/simulate-worker.ts",
  "numerics/basins/basins-worker.ts",
  "proofs-check/verify-worker.ts",
  "proofs-check/z3/z3-process.mjs",
  "report/figures/draw-figure.ts",
  "cli/sweep/sweep-commands.ts",
];

/** A package of a hundred modules of which we use few. The others stay as a user has them. */
const inlined = "zod";

/** Stands for the folder until it is known where a module ends up. */
const place = "driftproof-dist:";

/**
 * Joins the sources to few modules of JavaScript in the folder `into`: Node opens and resolves each module by itself, and 300 of
 * them take longer than a derivation. What only some commands need stays apart, and modules that several doors share
 * are there once, so that a kind which a user registers in the library is known to the command.
 */
export async function bundle(into: string): Promise<void> {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
    exports: Record<string, { default: string } | string>;
  };
  const library = Object.values(exports).flatMap((target) =>
    typeof target === "string" ? [] : [target.default.replace("./dist/", "").replace(/\.js$/, ".ts")],
  );
  const doors = ["cli/main.ts", ...library, ...ownDoors];
  const build = await rolldown({
    input: Object.fromEntries(doors.map((door) => [builtName(door), door])),
    platform: "node",
    // Packages, and Node's own modules.
    external: (name) => /^[^./]/.test(name) && name !== inlined,
    plugins: [ownAddresses],
  });
  await build.write({
    dir: into,
    entryFileNames: "[name]",
    chunkFileNames: "chunks/[name]-[hash].js",
  });
  await build.close();
  // The runtime of emitted modules is read as text; see runtime-text.ts.
  cpSync("report/modules/runtime", `${into}/report/modules/runtime`, { recursive: true });
  copyFileSync(`node_modules/${inlined}/LICENSE`, `${into}/chunks/${inlined}.LICENSE`);
}

/** Modules that look for what lies beside them are told where they would be by themselves. */
const ownAddresses: Plugin = {
  name: "driftproof:own-addresses",
  transform(code, id) {
    if (!code.includes("import.meta.url") || id.includes("/node_modules/")) return null;
    const built = `${place}${builtName(relative(".", id))}`;
    return code.replaceAll("import.meta.url", `new URL("${built}", import.meta.url).href`);
  },
  renderChunk: (code, { fileName }) =>
    code.replaceAll(place, "../".repeat(fileName.split("/").length - 1) || "./"),
};

function builtName(source: string): string {
  return source.replace(/\.ts$/, ".js");
}
