import type { mathml } from "./math.ts";
import { runProgram } from "./programs.ts";

const scope = globalThis as unknown as { readonly mathml?: typeof mathml };

/** `mathml`, run when it is first asked for: a picture needs no formula, and KaTeX is most of the page's own code. */
export const typeset: typeof mathml = (latex, display) => {
  if (!scope.mathml) runProgram("math-program");
  return scope.mathml!(latex, display);
};
