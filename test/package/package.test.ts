import { copyFileSync, cpSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { invoke } from "../cli/harness.ts";
import { linearModel } from "../support/worked-model.ts";
import { apiReport } from "./api-report.ts";
import {
  inCheckout,
  install,
  pack,
  type Ran,
  readJson,
  removeWork,
  run,
  type Tarball,
  tool,
} from "./installed.ts";
import { loadedPackages } from "./loaded-modules.ts";

const required = process.env["DRIFTPROOF_PACKAGE"] === "required";
/** What a library or a short command must not wait for. */
const heavy = [
  "vega",
  "vega-lite",
  "z3-solver",
  "bullmq",
  "ioredis",
  "mathjs",
  "fast-check",
  "katex",
  "tsx",
  "zod",
];

let tarball: Tarball;
let installed: ReturnType<typeof install>;
beforeAll(() => {
  tarball = pack();
  installed = install(tarball, required ? 2 : 0);
});
afterAll(removeWork);

/** The project that has the package, or the end of a test for the lack of a registry. */
function project({ skip }: TestContext): string {
  if ("project" in installed) return installed.project;
  if (required) throw new Error(installed.offline);
  return skip(installed.offline);
}

function driftproof(folder: string, ...argv: readonly string[]): Ran {
  return run(folder, ["node_modules/.bin/driftproof", ...argv]);
}

const quietly = (out: string): Ran => ({ code: 0, out, err: "" });

describe("the tarball", () => {
  it("holds JavaScript, declarations and what they read, and no sources or tests", () => {
    const allowed = [
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|bin\/driftproof\.mjs)$/,
      /^dist\/(theory|numerics|proofs-check|report|cli)\/.*\.m?js$/,
      /^dist\/chunks\/([\w-]+\.js|zod\.LICENSE)$/,
      /^dist\/(theory|numerics|proofs-check|report|cli)\/.*\.d\.m?ts$/,
      /^dist\/report\/modules\/runtime\/[\w-]+\.(ts|py)$/,
      /^dist\/web\/dist\/explorer\.html$/,
    ];
    expect(tarball.files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(tarball.files).toContain("dist/web/dist/explorer.html");
  });

  it("is well formed for publint and for every way in which TypeScript resolves modules", () => {
    const publint = run(inCheckout("."), tool("publint", "src/cli.js", "run", tarball.path, "--strict"));
    expect(publint.code, publint.out + publint.err).toBe(0);
    const types = run(
      inCheckout("."),
      tool("@arethetypeswrong/cli", "dist/index.js", tarball.path, "--profile", "esm-only"),
    );
    expect(types.code, types.out + types.err).toBe(0);
  });

  it("runs nothing when it is installed", () => {
    const scripts = Object.keys(readJson(inCheckout("package.json"))["scripts"] as object);
    expect(scripts.filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
  });

  it("has the public interface of the last report", async () => {
    const entries = Object.entries(readJson(inCheckout("package.json"))["exports"] as object).flatMap(
      ([name, target]) =>
        typeof target === "object" && "types" in target ? [[name, String(target.types)]] : [],
    );
    const report = entries.map(
      ([name = "", types = ""]) =>
        `## driftproof${name.slice(1)}\n\n\`\`\`ts\n${apiReport(inCheckout(types))}\n\`\`\`\n`,
    );
    await expect(`${head}\n${report.join("\n")}`).toMatchFileSnapshot(inCheckout("docs/api-report.md"));
  });
});

describe("the installed command", () => {
  it("prints what the sources print", async (context) => {
    for (const argv of [
      ["derive", "--model", "letter-figure2"],
      ["derive", "--model", "letter-figure2", "--format", "python"],
      ["models", "--json"],
      ["--version"],
    ]) {
      const { out } = await invoke(...argv);
      expect(driftproof(project(context), ...argv)).toEqual(quietly(out));
    }
  });

  it("spreads work over threads, and finds its fonts, its explorer and Z3", (context) => {
    const folder = project(context);
    const model = { ...linearModel, theory: { lambda: "1" } };
    writeFileSync(join(folder, "model.json"), JSON.stringify(model));
    const argv = ["verify", "model.json", "--claim", "noise-", "--workers", "2", "--figures", "none"];
    const { code, out, err } = driftproof(folder, ...argv, "--json", "--report", "report");
    expect({ code, err }).toEqual({ code: 3, err: "" });
    const { claims } = JSON.parse(out) as { claims: { id: string }[] };
    expect(claims.map(({ id }) => id)).toEqual(["noise-variance", "noise-similarity", "noise-benefit"]);
    const page = readFileSync(join(folder, "report/index.html"), "utf8");
    expect(page).toContain("data:font/woff2;base64");
    expect(driftproof(folder, "explore", "-o", "explorer.html").code).toBe(0);
    expect(statSync(join(folder, "explorer.html")).size).toBeGreaterThan(100_000);
    const z3 = "node_modules/driftproof/dist/proofs-check/z3/z3-process.mjs";
    const script = "(declare-const x Real) (assert (< (* x x) 0)) (check-sat)";
    expect(run(folder, [process.execPath, z3], { input: script }).out).toBe("unsat\n");
  });

  it("loads no heavy package to derive or to help", (context) => {
    for (const argv of [["--help"], ["derive", "--model", "letter-figure2"]]) {
      const loaded = loadedPackages(project(context), argv);
      expect(loaded).toContain("commander");
      expect(heavy.filter((name) => loaded.has(name))).toEqual([]);
    }
  });

  it("takes a user's penalty in TypeScript", async (context) => {
    const folder = project(context);
    const example = inCheckout("examples/new-regularizer");
    cpSync(example, join(folder, "penalty"), { recursive: true });
    const argv = ["derive", "--import", "penalty/cauchy.ts", "penalty/model.json"];
    const { code, out, err } = driftproof(folder, ...argv);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("cauchy(w)");
  });
});

describe("the installed library", () => {
  it("is typed, and runs in Node as it is", (context) => {
    const folder = project(context);
    copyFileSync(inCheckout("test/package/user/library.ts"), join(folder, "library.ts"));
    const options = { strict: true, module: "nodenext", target: "es2022", lib: ["es2023", "dom"], types: [] };
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: options, files: ["library.ts"] }),
    );
    const compiled = run(folder, tool("typescript", "bin/tsc"));
    expect(compiled).toEqual(quietly(""));
    const { out, err } = run(folder, [process.execPath, "library.js"]);
    expect(err).toBe("");
    expect(JSON.parse(out)).toEqual({
      equations: [expect.stringContaining("Q1")],
      points: expect.any(Number),
      verdict: "proved",
      laws: expect.any(Number),
    });
  });

  it("serves a user's vitest file", (context) => {
    const folder = project(context);
    cpSync(inCheckout("examples/claims-of-my-own"), join(folder, "claims"), { recursive: true });
    const { code, out, err } = run(folder, tool("vitest", "vitest.mjs", "run", "-t", "learns a feature"));
    expect(code, out + err).toBe(0);
    expect(readFileSync(join(folder, "claims/claims.test.ts"), "utf8")).toContain('"driftproof/vitest"');
  });
});

const head = `# Public interface

What each entry exports, from the packed declarations. A test compares; \`npx vitest run test/package -u\` writes it anew
after a change that is meant. What such a change means for the version: CONTRIBUTING.md, "Versions".
`;
