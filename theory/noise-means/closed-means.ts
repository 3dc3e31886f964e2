import type { Activation } from "../activations/activation.ts";
import { parseAtom } from "../expectation/atom.ts";
import { functionDefinition } from "../function-generators.ts";
import { Polynomial } from "../polynomial.ts";
import { symbol } from "../symbols.ts";
import { letterDefinition } from "./letters.ts";

/** A name and the expression that it stands for. */
export interface Definition {
  readonly name: string;
  readonly value: Polynomial;
}

/** The means at Q = 0 among some expressions that have a closed form, and what the letters in those forms mean. */
export interface ClosedMeans {
  readonly means: readonly Definition[];
  readonly letters: readonly Definition[];
}

export function closedMeans(
  activation: Activation,
  constraint: "sphere" | "free",
  expressions: readonly Polynomial[],
): ClosedMeans {
  const names = new Set(expressions.flatMap((expression) => expression.generators()));
  const means = [...names].flatMap((name): Definition[] => {
    const atom = parseAtom(name);
    const value = atom?.atOrigin ? activation.noiseMean?.(atom.left, atom.right) : undefined;
    return value ? [{ name, value }] : [];
  });
  means.sort((a, b) => a.name.length - b.name.length || a.name.localeCompare(b.name, "en"));
  return {
    means,
    letters: lettersIn(
      means.map(({ value }) => value),
      constraint,
    ),
  };
}

function lettersIn(forms: readonly Polynomial[], constraint: "sphere" | "free"): Definition[] {
  const letters = new Map<string, Polynomial>();
  const visit = (form: Polynomial): void => {
    for (const name of form.generators()) {
      const definition = letterDefinition(name);
      const inside = definition ?? functionDefinition(name)?.argument;
      if (definition && !letters.has(name)) letters.set(name, definition);
      if (inside) visit(inside);
    }
  };
  forms.forEach(visit);
  const norm = constraint === "free" ? Polynomial.generator(symbol.norm) : Polynomial.one;
  return (
    [...letters]
      .map(([name, value]) => ({ name, value: name.endsWith("_n") ? value.multiply(norm) : value }))
      // Backwards, which has v_n and c_n first: the determinants are made of them.
      .sort((a, b) => (a.name < b.name ? 1 : -1))
  );
}
