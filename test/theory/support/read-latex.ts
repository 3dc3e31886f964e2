import type { Polynomial } from "../../../theory/polynomial.ts";
import { nameLatex } from "../../../theory/render/latex.ts";
import { toText } from "../../../theory/render/text.ts";
import { g } from "./evaluate.ts";

/** LaTeX of an expression, or of a quotient of some, as text in + - * / ^: a reader that knows their generators' LaTeX. */
export function readLatex(latex: string, expressions: readonly Polynomial[]): string {
  const names = [...new Set([...expressions.flatMap((expression) => expression.generators()), "B-1"])];
  const texts = names.map((name) => [nameLatex(name), toText(g(name))] as const);
  // In a denominator of its own it has no parentheses.
  const known = [...texts, ["B-1", "(B - 1)"] as const].sort(([a], [b]) => b.length - a.length);
  let at = 0;
  const taken = (token: string): boolean => {
    if (!latex.startsWith(token, at)) return false;
    at += token.length;
    return true;
  };
  const group = (): string => {
    if (!taken("{")) throw new Error(`a group is missing at ${latex.slice(at)}`);
    const inside = rest();
    if (!taken("}")) throw new Error(`a group is open at ${latex.slice(at)}`);
    return `(${inside})`;
  };
  const rest = (): string => {
    let text = "";
    while (at < latex.length && latex[at] !== "}") {
      const symbol = known.find(([name]) => taken(name));
      const plain = /^(?:[-+ ()^]|\d+(?:\.\d+)?)/.exec(latex.slice(at))?.[0];
      if (symbol) text += symbol[1];
      else if (taken("\\frac")) text += `(${group()}/${group()})`;
      else if (taken("\\,\\Big/\\allowbreak ")) text += "/";
      else if (taken("\\,")) text += "*";
      else if (latex[at] === "{") text += group();
      else if (plain !== undefined && taken(plain)) text += plain;
      else {
        const [size] = /^\\[bB]igg?[lr]/.exec(latex.slice(at)) ?? [];
        if (size === undefined) throw new Error(`cannot read ${latex.slice(at)}`);
        at += size.length;
      }
    }
    return text;
  };
  return rest();
}
