import type { Tree } from "./tree.ts";

/** How tightly a tree's outermost operation binds: a sum least, an atom most. */
const bindings = { sum: 0, product: 1, power: 2, atom: 3 } as const;

/** A tree as text that reads back as the same function. */
export function treeText(tree: Tree): string {
  return written(tree).text;
}

function written(tree: Tree): { text: string; binding: number } {
  const inside = (part: Tree, least: number): string => {
    const { text, binding } = written(part);
    return binding < least ? `(${text})` : text;
  };
  switch (tree.kind) {
    case "number": {
      const plain = tree.value.sign >= 0 && tree.value.denominator === 1n;
      return { text: `${tree.value}`, binding: plain ? bindings.atom : bindings.sum };
    }
    case "symbol":
      return { text: tree.name, binding: bindings.atom };
    case "sum":
      return { text: tree.terms.map((term) => inside(term, bindings.product)).join(" + "), binding: 0 };
    case "product":
      return { text: tree.factors.map((factor) => inside(factor, bindings.power)).join("*"), binding: 1 };
    case "quotient": {
      const [above, below] = [inside(tree.above, bindings.power), inside(tree.below, bindings.power)];
      return { text: `${above}/${below}`, binding: bindings.product };
    }
    case "power": {
      const [base, exponent] = [inside(tree.base, bindings.atom), inside(tree.exponent, bindings.atom)];
      return { text: `${base}^${exponent}`, binding: bindings.power };
    }
    case "call":
      return { text: `${tree.name}(${treeText(tree.argument)})`, binding: bindings.atom };
  }
}
