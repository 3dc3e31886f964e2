import { number, numberOf, product, type Tree } from "./tree.ts";

const commands: ReadonlySet<string> = new Set(["sin", "cos", "tanh", "sinh", "cosh", "exp", "log"]);
const greek: ReadonlySet<string> = new Set(["pi", "nu", "eta", "rho", "tau", "kappa"]);

/** A tree in LaTeX. */
export function treeLatex(tree: Tree): string {
  switch (tree.kind) {
    case "number": {
      const { numerator, denominator } = tree.value;
      if (denominator === 1n) return `${numerator}`;
      return numerator < 0n
        ? `-\\frac{${-numerator}}{${denominator}}`
        : `\\frac{${numerator}}{${denominator}}`;
    }
    case "symbol":
      return greek.has(tree.name) ? `\\${tree.name}` : tree.name.replace(/^zp$/, "z'");
    case "sum":
      return tree.terms.map(signed).join("").replace(/^ \+ /, "").replace(/^ - /, "-");
    case "product": {
      const [first, ...rest] = tree.factors;
      if (numberOf(first!)?.equals(numberOf(number(-1))!)) return `-${factor(product(rest))}`;
      // A leading number's sign is the product's.
      const leading = numberOf(first!) ? treeLatex(first!) : factor(first!);
      return [leading, ...rest.map(factor)].join("\\,");
    }
    case "quotient":
      return `\\frac{${treeLatex(tree.above)}}{${treeLatex(tree.below)}}`;
    case "power": {
      const atom = tree.base.kind === "symbol" || isPlain(tree.base);
      const base = treeLatex(tree.base);
      return `${atom ? base : `\\left(${base}\\right)`}^{${treeLatex(tree.exponent)}}`;
    }
    case "call": {
      const argument = treeLatex(tree.argument);
      if (tree.name === "sqrt") return `\\sqrt{${argument}}`;
      const name = commands.has(tree.name) ? `\\${tree.name}` : `\\operatorname{${tree.name}}`;
      return `${name}\\left(${argument}\\right)`;
    }
  }
}

function isPlain(tree: Tree): boolean {
  const value = numberOf(tree);
  return value !== undefined && value.sign >= 0 && value.denominator === 1n;
}

function signed(term: Tree): string {
  const latex = treeLatex(term);
  return latex.startsWith("-") ? ` - ${latex.slice(1)}` : ` + ${latex}`;
}

function factor(tree: Tree): string {
  const latex = treeLatex(tree);
  return tree.kind === "sum" || latex.startsWith("-") ? `\\left(${latex}\\right)` : latex;
}
