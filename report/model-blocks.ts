import type { Derivation } from "../theory/derive.ts";
import { closedMeans } from "../theory/noise-means/closed-means.ts";
import type { Polynomial } from "../theory/polynomial.ts";
import { nameLatex, quotientLatex, toLatex } from "../theory/render/latex.ts";
import type { Sentence } from "../theory/render/sentence.ts";
import { jacobian, originStability } from "../theory/stability.ts";
import { symbol } from "../theory/symbols.ts";
import { algorithmBlocks } from "./algorithm-blocks.ts";
import { closureSentences } from "./closure-words.ts";
import { hasPrintableStability, isPrintable, shownFeatureCount, shownVariables } from "./extent.ts";
import { remarks } from "./remarks.ts";
import { variableLatex } from "./variable-latex.ts";

/** One equation; both sides in LaTeX, or an expression that may be too long to print. */
export interface EquationLine {
  /** What it is, in words. */
  readonly label: string;
  readonly left: string;
  readonly right: string | Polynomial;
  /** `=` where it is not given. */
  readonly relation?: string;
}

/** What a part of a model's section is called, here and in the letter. */
export interface Heading {
  readonly heading: string;
  readonly letter?: string;
}

/** A piece of a model's section, for any format. Backticks in sentences mark what one types. */
export type Block =
  | Heading
  | { readonly words: readonly Sentence[] }
  | { readonly name: string; readonly equations: readonly EquationLine[] }
  | { readonly folded: string; readonly blocks: readonly Block[] };

/** Jacobians with more characters of LaTeX than this are left to the command line. */
const largestJacobian = 12_000;

const algorithmHeading: Heading = { heading: "The algorithm", letter: "Model" };
const limitHeading: Heading = { heading: "Limit for one weight", letter: "Theorem 1" };
const reductionHeading: Heading = { heading: "Equations for the order parameters", letter: "Theorem 2" };
const stabilityHeading: Heading = {
  heading: "Stability and learnability",
  letter: "Proposition 3 and finding 1",
};

/** The parts of a model's section that the letter has names for. */
export function letterHeadings({ closed }: Derivation): Heading[] {
  return [algorithmHeading, limitHeading, reductionHeading, ...(closed ? [stabilityHeading] : [])];
}

/** A model's equations, from the algorithm to the learnability threshold. */
export function modelBlocks(derivation: Derivation): Block[] {
  const notes = remarks(derivation);
  return [
    ...(notes.length > 0 ? [{ words: notes.map((note) => [`${note} `]) }] : []),
    algorithmHeading,
    ...algorithmBlocks(derivation),
    { heading: "Terms of the loss" },
    ...terms(derivation),
    limitHeading,
    limit(derivation),
    reductionHeading,
    ...orderParameters(derivation),
    ...(derivation.closed ? [stabilityHeading, ...stability(derivation)] : []),
  ];
}

function sentence(text: string): Block {
  return { words: [[text]] };
}

function terms(derivation: Derivation): Block[] {
  const { g, f, lambda } = derivation.terms;
  const shown = shownFeatureCount(derivation);
  const equations = [
    ...g
      .slice(0, shown)
      .map((right, l) => ({ label: `signal along feature ${l + 1}`, left: `g_{${l + 1}}`, right })),
    { label: "shrinkage", left: "f", right: f },
    { label: "gradient variance", left: "\\lambda", right: lambda },
  ];
  const more = `Features ${shown + 1} to ${g.length} have the same equations with their own index; they are left out here and below.`;
  return [{ name: "terms of the loss", equations }, ...(shown < g.length ? [sentence(more)] : [])];
}

function limit({ kinetics }: Derivation): Block {
  const pde =
    "-\\frac{\\partial}{\\partial w}\\bigl[\\Gamma(w,u)\\,P_t\\bigr] + \\frac{\\Lambda}{2}\\,\\frac{\\partial^2 P_t}{\\partial w^2}";
  return {
    name: "limit for one weight",
    equations: [
      { label: "drift", left: "\\Gamma(w,u)", right: toLatex(kinetics.drift) },
      { label: "diffusion", left: "\\Lambda", right: toLatex(kinetics.diffusion) },
      { label: "partial differential equation", left: "\\frac{\\partial P_t}{\\partial t}", right: pde },
    ],
  };
}

function orderParameters(derivation: Derivation): Block[] {
  const { variables, reduction, closure, ode, terms: loss } = derivation;
  const left = (i: number): string => `\\frac{d${variableLatex(variables[i]!)}}{dt}`;
  const shown = shownVariables(derivation);
  const instead = closure.verdict === "closes" ? "" : " The PDE, or its particles, must be solved instead.";
  const sentences = closureSentences(closure, loss.g.length);
  return [
    { words: [...sentences.map((one) => [...one, " "]), [`${instead} With the terms as letters:`.trim()]] },
    {
      name: "equations by the terms",
      equations: shown.map((i) => ({
        label: `rate of ${variables[i]} by the terms`,
        left: left(i),
        right: reduction.equations[i]!,
      })),
    },
    sentence("With the terms put in:"),
    {
      name: "equations, terms put in",
      equations: shown.map((i) => ({
        label: `rate of ${variables[i]}, terms put in`,
        left: left(i),
        right: ode[i]!,
      })),
    },
  ];
}

function stability(derivation: Derivation): Block[] {
  if (!hasPrintableStability(derivation)) {
    return [
      sentence("The Jacobian of these equations is too long for a page; `driftproof derive` prints it."),
    ];
  }
  const { eigenvalues, thresholds, drift } = originStability(derivation);
  const at = derivation.variables.includes(symbol.norm) ? "Q = 0, at the stationary s," : "Q = 0";
  const moving = drift.some((rate) => !rate.isZero);
  return [
    ...(moving
      ? [sentence("Q = 0 is not a fixed point of this model: its drift there does not vanish.")]
      : []),
    ...(eigenvalues
      ? [
          sentence(`The Jacobian at ${at} is diagonal; its eigenvalues are`),
          eigenvalueBlock(derivation, eigenvalues),
        ]
      : [sentence(`The Jacobian at ${at} is not diagonal, so its eigenvalues have no formula here.`)]),
    ...thresholdBlocks((thresholds ?? []).slice(0, shownFeatureCount(derivation))),
    ...originMeans(derivation, eigenvalues ?? []),
    jacobianBlock(derivation),
  ];
}

function eigenvalueBlock(derivation: Derivation, eigenvalues: readonly Polynomial[]): Block {
  return {
    name: "eigenvalues at Q = 0",
    equations: shownVariables(derivation).map((i) => {
      const name = derivation.variables[i]!;
      return {
        label: `eigenvalue at Q = 0 in the direction of ${name}`,
        left: name === symbol.norm ? "A_s" : `A_{${i + 1}}`,
        right: eigenvalues[i]!,
      };
    }),
  };
}

function thresholdBlocks(thresholds: NonNullable<ReturnType<typeof originStability>["thresholds"]>): Block[] {
  const equations = thresholds.flatMap((quotient, l) =>
    quotient
      ? [
          {
            label: `learnability threshold of feature ${l + 1}`,
            left: `m_{2,${l + 1}}`,
            right: quotientLatex(quotient),
            relation: ">",
          },
        ]
      : [],
  );
  if (equations.length === 0) return [];
  return [
    sentence(
      "Where the divisor is positive, a feature is learnable from an uninformative start exactly when",
    ),
    { name: "learnability thresholds", equations },
  ];
}

/** The closed forms of the eigenvalues' means, where they have some. */
function originMeans({ model, constraint }: Derivation, eigenvalues: readonly Polynomial[]): Block[] {
  const { means, letters } = closedMeans(model.activation, constraint, eigenvalues);
  if (means.length === 0) return [];
  const block = (label: string, list: typeof means): Block => ({
    name: label,
    equations: list.map(({ name, value }) => ({
      label: `${label} ${name}`,
      left: nameLatex(name),
      right: value,
    })),
  });
  return [
    sentence("There the outputs are noise, and these means have closed forms:"),
    block("closed form of", means),
    ...(letters.length > 0 ? [sentence("with"), block("definition of", letters)] : []),
  ];
}

function jacobianBlock(derivation: Derivation): Block {
  const { variables } = derivation;
  const tooLong = sentence(
    `The Jacobian has ${variables.length ** 2} entries and is too long for a page; \`driftproof derive\` prints it.`,
  );
  if (shownVariables(derivation).length < variables.length) return tooLong;
  const matrix = jacobian(derivation);
  if (!matrix.flat().every(isPrintable)) return tooLong;
  const entries = matrix.map((row) => row.map(toLatex));
  if (entries.flat().reduce((sum, latex) => sum + latex.length, 0) > largestJacobian) return tooLong;
  const equations = entries.flatMap((row, i) =>
    row.map((right, j) => ({
      label: `Jacobian, rate of ${variables[i]} by ${variables[j]}`,
      left: `J_{${variableLatex(variables[i]!)},\\,${variableLatex(variables[j]!)}}`,
      right,
    })),
  );
  const count = `${equations.length} ${equations.length === 1 ? "entry" : "entries"}`;
  return { folded: `Jacobian of the ODE (${count})`, blocks: [{ name: "Jacobian", equations }] };
}
