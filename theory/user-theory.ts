import type { Terms } from "./drift-diffusion.ts";
import { ModelError, UnsupportedError } from "./errors.ts";
import { type Expectation, momentSymbol } from "./expectation/expectation.ts";
import { parseMean } from "./expectation/read-mean.ts";
import { parseTree, short } from "./expressions/parse.ts";
import { ringElement } from "./expressions/ring-element.ts";
import type { Tree } from "./expressions/tree.ts";
import { Polynomial } from "./polynomial.ts";
import { parseMoment, stateVariables, symbol } from "./symbols.ts";

/** One of a user's terms, read but not yet an element of the ring. */
interface UserTerm {
  /** `theory.g[0]` */
  readonly path: string;
  readonly tree: Tree;
  /** The means `E[...]` in it, by the symbols that stand for them in the tree. */
  readonly means: ReadonlyMap<string, string>;
}

/** A user's own terms, to stand in for the derived ones; those left out stay derived. */
export interface UserTheory {
  readonly g?: readonly UserTerm[];
  readonly f?: UserTerm;
  readonly lambda?: UserTerm;
}

/** A term in text, as a model file holds it. */
export interface TheoryInput {
  readonly g?: readonly string[] | undefined;
  readonly f?: string | undefined;
  readonly lambda?: string | undefined;
}

/** The longest term that is read, in characters: longer than any that `derive` prints for a few features. */
const longest = 100_000;
/** The highest order k of a moment mk_l, far above those that derivations have. */
const highestMoment = 1000;

const parameters: ReadonlySet<string> = new Set([
  symbol.norm,
  symbol.background,
  symbol.augmentation,
  symbol.correlation,
  symbol.batch,
  symbol.learningRate,
  symbol.strength,
]);

/**
 * Reads a user's terms.
 * @throws ModelError naming the term, e.g. `theory.g[0]`: a syntax error, an unknown symbol, a wrong number of g's.
 */
export function parseTheory({ g, f, lambda }: TheoryInput, features: number): UserTheory {
  if (g && g.length !== features) {
    throw new ModelError("theory.g", `expected ${features} expressions, one a feature, found ${g.length}`);
  }
  const read = (text: string, path: string): UserTerm => parseTerm(text, path, features);
  return {
    ...(g && { g: g.map((text, l) => read(text, `theory.g[${l}]`)) }),
    ...(f !== undefined && { f: read(f, "theory.f") }),
    ...(lambda !== undefined && { lambda: read(lambda, "theory.lambda") }),
  };
}

function parseTerm(text: string, path: string, features: number): UserTerm {
  const overlaps = new Set(stateVariables(features, false));
  const means = new Map<string, string>();
  // The parser knows no brackets of this kind: each mean becomes a symbol.
  const plain = text.replace(/E\[([^[\]]*)\]/g, (mean, inside: string) => {
    if (!parseMean(inside, features)) throw new ModelError(path, `cannot read the mean "${short(mean)}"`);
    const name = `mean_${means.size}`;
    means.set(name, inside);
    return `(${name})`;
  });
  const knows = (name: string): boolean => {
    const moment = parseMoment(name);
    if (moment)
      return (
        moment.order >= 1 && moment.order <= highestMoment && moment.feature >= 0 && moment.feature < features
      );
    return overlaps.has(name) || parameters.has(name) || means.has(name);
  };
  return {
    path,
    tree: parseTree(plain, { path, variables: "the symbols of the theory", knows, longest }),
    means,
  };
}

/**
 * The user's terms as elements of the ring.
 * @param compact whether the derivation keeps the moments of the signal whole.
 * @throws ModelError naming the term, for one that divides by zero or has no value at Q = 0.
 */
export function theoryTerms(
  { g, f, lambda }: UserTheory,
  expectation: Expectation,
  compact: boolean,
): Partial<Terms> {
  const read = (term: UserTerm): Polynomial => elementOf(term, expectation, compact);
  return {
    ...(g && { g: g.map(read) }),
    ...(f && { f: read(f) }),
    ...(lambda && { lambda: read(lambda) }),
  };
}

function elementOf({ path, tree, means }: UserTerm, expectation: Expectation, compact: boolean): Polynomial {
  const { hypotheses, features } = expectation;
  const lookup = (name: string): Polynomial => {
    const inside = means.get(name);
    if (inside !== undefined) return parseMean(inside, features)!(expectation, compact);
    const moment = parseMoment(name);
    if (moment) return momentSymbol(moment.order, moment.feature, hypotheses[moment.feature]!);
    return Polynomial.generator(name);
  };
  const element = ringElement(tree, lookup, path);
  try {
    expectation.atOrigin(element);
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    throw new ModelError(path, `has no value at Q = 0: ${error.message}`);
  }
  return element;
}
