import type { MathNode } from "mathjs";
import { ModelError } from "../errors.ts";
import { mathjs } from "../mathjs.ts";
import { Rational } from "../rational.ts";
import { type FunctionName, functions, isFunctionName } from "./functions.ts";
import { number, pi, power, product, quotient, sum, type Tree } from "./tree.ts";

/** What an expression is read for. */
export interface Reading {
  /** The field that messages name. */
  readonly path: string;
  /** What the expression is in, for messages: `y`, or `z and zp`. */
  readonly variables: string;
  knows(symbol: string): boolean;
  /** The most characters that are read. */
  readonly longest: number;
  /** Whether functions with a kink, `abs`, may be called; they may not unless said. */
  readonly kinks?: boolean;
}

/** Deeper parentheses than this nobody writes; they would exhaust the stack. */
const deepest = 100;
/** Nor deeper trees, which towers of powers, quotients and signs make without parentheses. */
const deepestTree = 500;

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

/**
 * Parses and checks an expression; it is never run as code.
 * @throws ModelError naming the path: a syntax error, an unknown symbol, operator or function, anything too long.
 */
export function parseTree(text: string, reading: Reading): Tree {
  return checkedTree(syntaxTree(text, reading), reading);
}

/** What mathjs makes of a text, unchecked. @throws ModelError */
export function syntaxTree(text: string, { path, longest }: Pick<Reading, "path" | "longest">): MathNode {
  if (text.trim() === "") throw new ModelError(path, "is empty: an expression was expected");
  if (text.length > longest)
    throw new ModelError(path, `the expression has ${text.length} characters, at most ${longest} are read`);
  // The parser reads numbers as doubles; a longer literal would change without a word.
  const long = (text.match(/\d[\d.]*/g) ?? []).find(
    (literal) => literal.replace(/\D/g, "").replace(/^0+/, "").length > 15,
  );
  if (long !== undefined) throw new ModelError(path, `the number ${short(long)} has more than 15 digits`);
  const other = /\b0[xob]\w*/i.exec(text)?.[0];
  if (other !== undefined) throw new ModelError(path, `the number ${short(other)} is not decimal`);
  let depth = 0;
  for (const character of text) {
    if ("([{".includes(character) && ++depth > deepest)
      throw new ModelError(path, `parentheses are nested more than ${deepest} deep`);
    if (")]}".includes(character)) depth--;
  }
  try {
    return mathjs().parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw new ModelError(path, `"${short(text)}" is nested too deep`);
    throw new ModelError(path, `cannot read "${short(text)}": ${(error as Error).message}`);
  }
}

/** Long texts are quoted by their beginning. */
export function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** mathjs's tree as ours. @throws ModelError for anything that is not arithmetic of known symbols and functions. */
export function checkedTree(root: MathNode, reading: Reading): Tree {
  const refuse = (what: string): never => {
    throw new ModelError(reading.path, `${what} is not allowed in an expression in ${reading.variables}`);
  };
  let depth = 0;
  const convert = (node: MathNode): Tree => {
    if (++depth > deepestTree) return refuse("an expression nested this deep");
    const tree = converted(node);
    depth--;
    return tree;
  };
  const converted = (node: MathNode): Tree => {
    const shape = node as unknown as Shape;
    switch (shape.type) {
      case "ParenthesisNode":
        return convert(shape.content!);
      case "ConstantNode":
        return typeof shape.value === "number" && Number.isFinite(shape.value)
          ? number(Rational.parse(shape.value, reading.path))
          : refuse(`"${shape.value}"`);
      case "SymbolNode": {
        const name = shape.name!;
        return name === pi || reading.knows(name) ? { kind: "symbol", name } : refuse(`the symbol "${name}"`);
      }
      case "OperatorNode":
        return operation(node, shape);
      case "FunctionNode": {
        const name = typeof shape.fn === "string" ? shape.fn : (shape.fn?.name ?? "");
        const allowed = callable(reading);
        if (!isFunctionName(name) || !allowed.includes(name)) {
          return refuse(`the function "${name}" (known: ${allowed.join(", ")})`);
        }
        if (shape.args?.length !== 1)
          return refuse(`"${name}" of ${shape.args?.length ?? 0} arguments (it takes one)`);
        return callOf(name, convert(shape.args[0]!));
      }
      default:
        return refuse(`"${short(node.toString())}"`);
    }
  };
  const operation = (node: MathNode, shape: Shape): Tree => {
    switch (shape.fn) {
      case "unaryPlus":
        return convert(shape.args![0]!);
      case "unaryMinus":
        return negated(convert(shape.args![0]!));
      case "add":
      case "subtract":
        return sum(
          chain(node, ["add", "subtract"]).map(({ operand, by }) =>
            by === "subtract" ? negated(convert(operand)) : convert(operand),
          ),
        );
      case "multiply":
        return product(chain(node, ["multiply"]).map(({ operand }) => convert(operand)));
      case "divide":
        return quotient(convert(shape.args![0]!), convert(shape.args![1]!));
      case "pow":
        return power(convert(shape.args![0]!), convert(shape.args![1]!));
      default:
        return refuse(`the operator "${shape.op}"`);
    }
  };
  return convert(root);
}

/** The operands of a chain a - b + c, which the parser nests to the left, without recursion. */
function chain(node: MathNode, operators: readonly string[]): { operand: MathNode; by: string }[] {
  const operands: { operand: MathNode; by: string }[] = [];
  let rest = node;
  for (;;) {
    const { type, fn, args } = rest as unknown as Shape;
    if (type !== "OperatorNode" || !operators.includes(String(fn)) || args?.length !== 2) break;
    operands.push({ operand: args[1]!, by: String(fn) });
    rest = args[0]!;
  }
  return [...operands, { operand: rest, by: operators[0]! }].reverse();
}

function callable({ kinks = false }: Reading): FunctionName[] {
  return Object.keys(functions)
    .filter(isFunctionName)
    .filter((name) => {
      const { roughness } = functions[name];
      return roughness === undefined || (kinks && roughness === "kink");
    });
}

function negated(tree: Tree): Tree {
  return product([number(-1), tree]);
}

function callOf(name: FunctionName, argument: Tree): Tree {
  return { kind: "call", name, argument };
}
