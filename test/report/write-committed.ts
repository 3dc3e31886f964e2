import { writeFileSync } from "node:fs";
import { drawFigure } from "../../report/figures/draw-figure.ts";
import { verifyJsonSchema } from "../../report/verify-document.ts";
import { committedPath, committedTasks, readmeTasks, schemaPath } from "./committed.ts";

// Writes what tests compare with. Look at the pictures before you commit them.
const small = committedTasks.map((task) => ({ file: committedPath(task.recipe), task }));
for (const { file, task } of [...small, ...readmeTasks]) {
  const drawn = await drawFigure(task);
  if ("missing" in drawn) throw new Error(`${drawn.name}: ${drawn.missing}`);
  writeFileSync(file, `${drawn.figure.svg}\n`);
}
writeFileSync(schemaPath, `${JSON.stringify(verifyJsonSchema(), undefined, 2)}\n`);
