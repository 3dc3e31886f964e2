/** Builds what a package holds: the sources as JavaScript with declarations, what they read, and the explorer's page. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildExplorer, explorerFile } from "../web/build.ts";
import { bundle } from "./bundle.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
process.chdir(root);

rmSync("dist", { recursive: true, force: true });
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
await bundle("dist");
await buildExplorer();
const page = `dist/${relative(root, explorerFile)}`;
mkdirSync(dirname(page), { recursive: true });
copyFileSync(explorerFile, page);
