import type { Derivation } from "../../theory/derive.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { termSymbol } from "../../theory/reduction.ts";
import { toText } from "../../theory/render/text.ts";
import { formatExact } from "../format.ts";

/** Longer formulas are in the code alone. */
const longest = 300;

interface Header {
  readonly version: string;
  readonly values: boolean;
  readonly accuracy: readonly string[];
}

/** What a reader of a module must know, as lines of a comment. */
export function headerLines(derivation: Derivation, { version, values, accuracy }: Header): string[] {
  const { model, terms, reduction, variables } = derivation;
  const { features, activation, loss, regularizer, constraint } = model;
  const used = new Set(reduction.equations.flatMap((equation) => equation.generators()));
  const definitions = [
    ...terms.g.map((value, l) => ({ name: termSymbol.g(l), value })),
    { name: termSymbol.f, value: terms.f },
    { name: termSymbol.lambda, value: terms.lambda },
  ].filter(({ name }) => used.has(name));
  return [
    `Mean-field limit of SGD (model ${model.name}): rhs is d(state)/dt with t in steps/N, jacobian its derivative.`,
    `Derived and written by driftproof ${version}.`,
    "",
    `phi(y) = ${activation.text}, loss ${loss.name}, penalty kappa*R(w) with R(w) = ${regularizer.text}.`,
    constraint === "sphere"
      ? "The weights are rescaled to |w|^2 = N after each step (s = 1)."
      : "The weights are free.",
    ...features.map(
      (law, l) => `Hidden variable c_${l + 1}: ${law.label}, variance ${formatExact(law.variance)}.`,
    ),
    `State: ${variables.join(", ")}. Q_l = u_l.w/N is the overlap with feature l${constraint === "free" ? ", s = |w|^2/N" : ""}.`,
    "",
    ...variables.map((name, i) => equation(`d${name}/dt`, reduction.equations[i]!)),
    ...definitions.map(({ name, value }) => equation(name, value)),
    "",
    ...(values
      ? ["The model's numbers are put in."]
      : ["Parameters: some or all of those below; the others keep the model's own numbers."]),
    ...["Accuracy: rounding of doubles", ...accuracy].join("; ").concat(".").split("\n"),
  ];
}

function equation(left: string, value: Polynomial): string {
  const text = toText(value);
  return `${left} = ${text.length <= longest ? text : "(see the code)"}`;
}
