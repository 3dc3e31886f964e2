import type { MathNode } from "mathjs";
import { ModelError } from "./errors.ts";
import { mathjs } from "./mathjs.ts";
import { Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";

/** The functions that a user's expression may call. Nothing else is looked up, ever: no code is evaluated. */
const functions: Readonly<Record<string, (x: number) => number>> = {
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  sinh: Math.sinh,
  cosh: Math.cosh,
  sech: (x) => 1 / Math.cosh(x),
  exp: Math.exp,
  atan: Math.atan,
  sqrt: Math.sqrt,
  log: Math.log,
};

/** A user's function of one variable: its tree, parsed and checked, never run as code. */
export interface Expression {
  readonly variable: string;
  readonly text: string;
  readonly latex: string;
  /** The function as a polynomial in its variable, where it is one with rational coefficients. */
  readonly polynomial: Polynomial | undefined;
  evaluate(x: number): number;
  derivative(): Expression;
}

interface Reading {
  readonly variable: string;
  readonly path: string;
}

/**
 * Parses a function of one variable.
 * @throws ModelError naming `path` for anything else: a syntax error, another symbol, an unknown function.
 */
export function parseExpression(text: string, variable: string, path: string): Expression {
  if (text.length > 500)
    throw new ModelError(path, `the expression has ${text.length} characters, at most 500 are read`);
  // The parser reads numbers as doubles; a longer literal would change without a word.
  const long = (text.match(/\d[\d.]*/g) ?? []).find(
    (literal) => literal.replace(/\D/g, "").replace(/^0+/, "").length > 15,
  );
  if (long !== undefined) throw new ModelError(path, `the number ${long} has more than 15 digits`);
  let tree: MathNode;
  try {
    tree = mathjs.parse(text);
  } catch (error) {
    throw new ModelError(path, `cannot read "${text}": ${(error as Error).message}`);
  }
  return expressionOf(tree, { variable, path });
}

function expressionOf(tree: MathNode, reading: Reading): Expression {
  const evaluate = compileNode(tree, reading);
  return {
    variable: reading.variable,
    text: tree.toString(),
    latex: tree.toTex(),
    polynomial: polynomialOf(tree, reading),
    evaluate,
    // Without `simplify: false` mathjs rewrites the result by rules that are not identities everywhere.
    derivative: () =>
      expressionOf(fold(mathjs.derivative(tree, reading.variable, { simplify: false })), reading),
  };
}

/**
 * Folds constants and drops sums with 0 and products with 0 and 1. Without it mathjs takes the exponent `2 - 1` of
 * a derivative for a function and differentiates by way of log(y), which is singular at 0.
 */
function fold(tree: MathNode): MathNode {
  // Children first, each once.
  const node = tree.map((child) => fold(child));
  const shape = node as unknown as Shape;
  if (shape.type === "ParenthesisNode") {
    return constantOf(shape.content!) === undefined ? node : shape.content!;
  }
  if (shape.type !== "OperatorNode" || !shape.args) return node;
  const { args } = shape;
  const [a, b] = args.map(constantOf);
  const name = String(shape.fn);
  const constant = (value: number): MathNode => new mathjs.ConstantNode(value);
  if (name === "unaryMinus" && a !== undefined) return constant(-a);
  if (args.length === 2) {
    if (
      a !== undefined &&
      b !== undefined &&
      Number.isInteger(a) &&
      Number.isInteger(b) &&
      name !== "divide"
    ) {
      return constant(operators[name]!(a, b));
    }
    if (name === "multiply" && (a === 0 || b === 0)) return constant(0);
    if ((name === "multiply" && a === 1) || (name === "add" && a === 0)) return args[1]!;
    if (
      (["multiply", "divide", "pow"].includes(name) && b === 1) ||
      (/^(add|subtract)$/.test(name) && b === 0)
    ) {
      return args[0]!;
    }
    if (name === "pow" && b === 0) return constant(1);
    if (name === "divide" && a === 0) return constant(0);
  }
  return node;
}

/** The number that a node is, in parentheses or with a sign or not. */
function constantOf(node: MathNode): number | undefined {
  const shape = node as unknown as Shape;
  if (shape.type === "ParenthesisNode") return constantOf(shape.content!);
  return shape.type === "ConstantNode" && typeof shape.value === "number" ? shape.value : undefined;
}

// mathjs types its nodes loosely; these are the only shapes that are accepted.
interface Shape {
  readonly type: string;
  readonly name?: string;
  readonly fn?: { readonly name?: string } | string;
  readonly op?: string;
  readonly value?: unknown;
  readonly args?: readonly MathNode[];
  readonly content?: MathNode;
}

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  pow: (a, b) => a ** b,
};

function compileNode(node: MathNode, reading: Reading): (x: number) => number {
  const shape = node as unknown as Shape;
  const refuse = (what: string): never => {
    throw new ModelError(reading.path, `${what} is not allowed in an expression in ${reading.variable}`);
  };
  const args = (): ((x: number) => number)[] => (shape.args ?? []).map((arg) => compileNode(arg, reading));
  switch (shape.type) {
    case "ParenthesisNode":
      return compileNode(shape.content!, reading);
    case "ConstantNode": {
      const value = shape.value;
      return typeof value === "number" && Number.isFinite(value) ? () => value : refuse(`"${value}"`);
    }
    case "SymbolNode": {
      if (shape.name === reading.variable) return (x) => x;
      if (shape.name === "pi") return () => Math.PI;
      return refuse(`the symbol "${shape.name}"`);
    }
    case "OperatorNode": {
      const name = String(shape.fn);
      const [a, b] = args();
      if (name === "unaryMinus") return (x) => -a!(x);
      if (name === "unaryPlus") return a!;
      const operator = Object.hasOwn(operators, name) ? operators[name]! : undefined;
      if (!operator || !b) return refuse(`the operator "${shape.op}"`);
      return (x) => operator(a!(x), b(x));
    }
    case "FunctionNode": {
      const name = typeof shape.fn === "string" ? shape.fn : (shape.fn?.name ?? "");
      const list = args();
      if (!Object.hasOwn(functions, name) || list.length !== 1) {
        return refuse(`the function "${name}" (known: ${Object.keys(functions).join(", ")})`);
      }
      const [inner] = list;
      const outer = functions[name]!;
      return (x) => outer(inner!(x));
    }
    default:
      return refuse(`"${node.toString()}"`);
  }
}

/** The polynomial that a checked tree is, or undefined. Numbers are read as the decimals they are. */
function polynomialOf(node: MathNode, reading: Reading): Polynomial | undefined {
  const shape = node as unknown as Shape;
  if (shape.type === "ParenthesisNode") return polynomialOf(shape.content!, reading);
  if (shape.type === "ConstantNode")
    return Polynomial.constant(Rational.parse(Number(shape.value), reading.path));
  if (shape.type === "SymbolNode") {
    return shape.name === reading.variable ? Polynomial.generator(reading.variable) : undefined;
  }
  if (shape.type !== "OperatorNode") return undefined;
  const [a, b] = (shape.args ?? []).map((arg) => polynomialOf(arg, reading));
  const constant = b?.asConstant();
  switch (String(shape.fn)) {
    case "unaryMinus":
      return a?.negate();
    case "unaryPlus":
      return a;
    case "add":
      return a && b && a.add(b);
    case "subtract":
      return a && b && a.subtract(b);
    case "multiply":
      return a && b && a.multiply(b);
    case "divide":
      return a && constant && !constant.isZero ? a.scale(Rational.one.divide(constant)) : undefined;
    case "pow": {
      const exponent = constant?.toNumber() ?? Number.NaN;
      return a && Number.isInteger(exponent) && exponent >= 0 && exponent <= 64
        ? a.power(exponent)
        : undefined;
    }
    default:
      return undefined;
  }
}
