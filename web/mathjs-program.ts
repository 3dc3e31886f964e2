// What expressions are read with, as a program of its own: it is as long as the worker's, and most views have no
// expression. mathjs as one file would be more than the rest of the page together; only its parser and erf are used.
import { create, erfDependencies, parseDependencies } from "mathjs";
import type { mathjs } from "./mathjs.ts";

// The package's types allow that these are missing; they are part of it.
const parser: ReturnType<typeof mathjs> = create({
  parseDependencies: parseDependencies!,
  erfDependencies: erfDependencies!,
});

Object.assign(globalThis, { parser });
