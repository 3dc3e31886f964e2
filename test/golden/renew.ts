// Writes the golden results anew: npx tsx test/golden/renew.ts. Look at what `git diff` then shows before it is kept.
import { writeFileSync } from "node:fs";
import { version } from "../../cli/version.ts";
import { invokeJson } from "../cli/harness.ts";
import { goldenCases } from "./cases.ts";

for (const [name, argv] of Object.entries(goldenCases)) {
  const { seconds: _, ...result } = await invokeJson(...argv.filter((word) => word !== "--json"));
  const file = new URL(`${name}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify({ version: version(), argv, result }, null, 1)}\n`);
}
