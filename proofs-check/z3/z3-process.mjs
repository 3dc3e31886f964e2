// Z3 in a process of its own: reads SMT-LIB text on stdin, prints Z3's answers and ends. Its threads keep a process alive
// and its memory is never given back, so it must not run inside another. Exit code 3: there is no Z3 here.
import { readFileSync } from "node:fs";

let solver;
try {
  const { init } = await import("z3-solver");
  solver = (await init()).Z3;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(3);
}
const context = solver.mk_context(solver.mk_config());
const answer = await solver.eval_smtlib2_string(context, readFileSync(0, "utf8"));
process.stdout.write(answer, () => process.exit(0));
