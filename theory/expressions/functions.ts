import { Rational } from "../rational.ts";
import { number, power, product, quotient, sum, type Tree } from "./tree.ts";

export type FunctionName =
  | "sin"
  | "cos"
  | "tanh"
  | "sinh"
  | "cosh"
  | "sech"
  | "exp"
  | "atan"
  | "sqrt"
  | "log"
  | "abs"
  | "sign";

/** A function that a user's expression may call: implement this to add one, and name it in `FunctionName`. */
interface KnownFunction {
  value(x: number): number;
  /** Its derivative at a point, as an expression in that point. */
  derivative(u: Tree): Tree;
  /** The exact value at 0; undefined where there is none. */
  readonly atZero: Rational | undefined;
  /**
   * Where it turns around: at no point (it grows all along), or at these multiples of a length, from an offset on.
   * Between two of them it is monotone, which gives its range on an interval from the ends alone.
   */
  readonly turns?: { readonly offset: number; readonly every: number };
  /**
   * What is wrong with it at 0, where its derivative leaves out a point: a kink, which only some fields allow, or a
   * jump, which none does: it only comes up in derivatives.
   */
  readonly roughness?: "kink" | "jump";
}

const call = (name: FunctionName, argument: Tree): Tree => ({ kind: "call", name, argument });
const square = (tree: Tree): Tree => power(tree, number(2));
const minus = (tree: Tree): Tree => product([number(-1), tree]);
const { zero, one } = Rational;
const atZeroOnly = { offset: 0, every: Number.POSITIVE_INFINITY };

/** Everything that may be called. Nothing else is looked up, ever. */
export const functions: Readonly<Record<FunctionName, KnownFunction>> = {
  sin: {
    value: Math.sin,
    derivative: (u) => call("cos", u),
    atZero: zero,
    turns: { offset: Math.PI / 2, every: Math.PI },
  },
  cos: {
    value: Math.cos,
    derivative: (u) => minus(call("sin", u)),
    atZero: one,
    turns: { offset: 0, every: Math.PI },
  },
  tanh: {
    value: Math.tanh,
    derivative: (u) => sum([number(1), minus(square(call("tanh", u)))]),
    atZero: zero,
  },
  sinh: { value: Math.sinh, derivative: (u) => call("cosh", u), atZero: zero },
  cosh: { value: Math.cosh, derivative: (u) => call("sinh", u), atZero: one, turns: atZeroOnly },
  sech: {
    value: (x) => 1 / Math.cosh(x),
    derivative: (u) => minus(product([call("sech", u), call("tanh", u)])),
    atZero: one,
    turns: atZeroOnly,
  },
  exp: { value: Math.exp, derivative: (u) => call("exp", u), atZero: one },
  atan: {
    value: Math.atan,
    derivative: (u) => quotient(number(1), sum([number(1), square(u)])),
    atZero: zero,
  },
  sqrt: {
    value: Math.sqrt,
    derivative: (u) => quotient(number(1), product([number(2), call("sqrt", u)])),
    atZero: zero,
  },
  log: { value: Math.log, derivative: (u) => quotient(number(1), u), atZero: undefined },
  abs: {
    value: Math.abs,
    derivative: (u) => call("sign", u),
    atZero: zero,
    turns: atZeroOnly,
    roughness: "kink",
  },
  sign: { value: Math.sign, derivative: () => number(0), atZero: zero, roughness: "jump" },
};

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}
