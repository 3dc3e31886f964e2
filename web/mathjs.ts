// In the library's place when the worker is built.
import type { MathJsInstance } from "mathjs";

const scope = globalThis as unknown as { readonly parser?: MathJsInstance };
let program: string;

/** Keeps the text of the program that leaves `parser` behind. A worker of a page from a disk may load nothing itself. */
export function keepMathjs(text: string): void {
  program = text;
}

/** mathjs, run when it is first asked for. */
export function mathjs(): MathJsInstance {
  if (!scope.parser) new Function(program)();
  return scope.parser!;
}
