import { writeFileSync } from "node:fs";
import { drawFigure } from "../../report/figures/draw-figure.ts";
import { verifyJsonSchema } from "../../report/verify-document.ts";
import { committedPath, committedTasks, schemaPath } from "./committed.ts";

// Writes what tests compare with. Look at the pictures before you commit them.
for (const task of committedTasks) {
  const drawn = await drawFigure(task);
  if ("missing" in drawn) throw new Error(`${drawn.name}: ${drawn.missing}`);
  writeFileSync(committedPath(drawn.name), `${drawn.figure.svg}\n`);
}
writeFileSync(schemaPath, `${JSON.stringify(verifyJsonSchema(), undefined, 2)}\n`);
