import { UnsupportedError } from "../../theory/errors.ts";
import { pi, type Tree } from "../../theory/expressions/tree.ts";
import { numberCode } from "./expression-code.ts";
import type { Language } from "./language.ts";

/** A computation: statements, then the code of each result. */
export interface Steps {
  readonly statements: readonly string[];
  readonly results: readonly string[];
  /** Files of `runtime/` that it calls. */
  readonly runtime: readonly string[];
}

/** A part of a tree, known by its number: equal parts are one. */
interface Part {
  readonly id: number;
  readonly tree: Tree;
  readonly children: readonly Part[];
  uses: number;
}

/** Trees as code in which every part that occurs more than once is named once: derivatives share most of theirs. */
export function treeSteps(trees: readonly Tree[], language: Language): Steps {
  const parts = new Map<string, Part>();
  const known = new Map<Tree, Part>();
  const intern = (tree: Tree): Part => {
    let part = known.get(tree);
    if (part === undefined) {
      const children = childrenOf(tree).map(intern);
      const key = [keyOf(tree), ...children.map(({ id }) => id)].join();
      part = parts.get(key) ?? { id: parts.size, tree, children, uses: 0 };
      if (!parts.has(key)) {
        parts.set(key, part);
        for (const child of children) child.uses++;
      }
      known.set(tree, part);
    }
    return part;
  };
  const roots = trees.map(intern);
  for (const root of roots) root.uses++;

  const statements: string[] = [];
  const runtime: string[] = [];
  const names = new Map<Part, string>();
  const code = (part: Part): string => {
    const { tree, children } = part;
    if (children.length === 0) return leafCode(tree, language);
    const name = names.get(part);
    if (name !== undefined) return name;
    const text = nodeCode(part, code, atomic);
    if (part.uses < 2) return text;
    const local = `a${names.size + 1}`;
    names.set(part, local);
    statements.push(language.local(local, text));
    return local;
  };
  const atomic = (part: Part): string => {
    const text = code(part);
    return /^[\w.]+$/.test(text) ? text : `(${text})`;
  };
  const nodeCode = (part: Part, plain: (p: Part) => string, closed: (p: Part) => string): string => {
    const { tree, children } = part;
    switch (tree.kind) {
      case "sum":
        return children.map(plain).join(" + ").replaceAll("+ -", "- ");
      case "product": {
        const minus = isMinusOne(children[0]!.tree);
        const factors = (minus ? children.slice(1) : children).map(closed);
        return `${minus ? "-" : ""}${factors.join("*")}`;
      }
      case "quotient":
        return children.map(closed).join("/");
      case "power":
        return children.map(closed).join("**");
      case "call": {
        const known = language.functions[tree.name];
        if (known === undefined) {
          throw new UnsupportedError(`activation: no code is known for the function ${tree.name}`);
        }
        if (known.runtime) runtime.push(known.runtime);
        return `${known.code}(${plain(children[0]!)})`;
      }
      default:
        return leafCode(tree, language);
    }
  };
  const results = roots.map(code);
  return { statements, results, runtime };
}

function childrenOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case "sum":
      return tree.terms;
    case "product":
      return tree.factors;
    case "quotient":
      return [tree.above, tree.below];
    case "power":
      return [tree.base, tree.exponent];
    case "call":
      return [tree.argument];
    default:
      return [];
  }
}

function keyOf(tree: Tree): string {
  const own =
    tree.kind === "number" ? tree.value : tree.kind === "symbol" || tree.kind === "call" ? tree.name : "";
  return `${tree.kind} ${own}`;
}

function isMinusOne(tree: Tree): boolean {
  return tree.kind === "number" && tree.value.toString() === "-1";
}

function leafCode(tree: Tree, language: Language): string {
  if (tree.kind === "number") return numberCode(tree.value);
  if (tree.kind === "symbol" && tree.name === pi) return language.pi;
  if (tree.kind === "symbol") return tree.name;
  throw new RangeError(`a ${tree.kind} is no leaf`);
}
