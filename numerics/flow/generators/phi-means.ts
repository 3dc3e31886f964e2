import { ConvergenceError } from "../../../theory/errors.ts";
import { type Atom, parseAtom } from "../../../theory/expectation/atom.ts";
import type { Model } from "../../../theory/model.ts";
import { symbol } from "../../../theory/symbols.ts";
import { parameterValue } from "../../../theory/values.ts";
import { conditionalMeans } from "../../quadrature/conditional-means.ts";
import { type HiddenNodes, hiddenNodes } from "../../quadrature/hidden-nodes.ts";
import type { Integrand } from "../../quadrature/integrand.ts";
import { powersKey } from "../../quadrature/smooth-means.ts";
import { type UniformTable, uniformTable } from "../../quadrature/uniform-table.ts";
import type { GeneratorFamily, GeneratorValues } from "./family.ts";

/**
 * The means `E[c1*phi'(y)*phi(y')]` of derivatives of phi. Given the signal S = Q.c an atom is a smooth function of S alone (and
 * of s); the law of c is then summed over its nodes.
 * The table of the functions of S is made once on the sphere, where s = 1 is fixed; beyond its end, and where no
 * table is exact, they are integrated all the same.
 */
export const phiMeans: GeneratorFamily = {
  owns: (name) => parseAtom(name) !== undefined,
  evaluator: phiMeanValues,
};

function phiMeanValues(model: Model, names: readonly string[], tabulate: boolean): GeneratorValues {
  const atoms = names.map((name) => parseAtom(name)!);
  const { integrands, place } = distinctIntegrands(atoms);
  const parameter = (name: string): number => parameterValue(model, name)!.toNumber();
  const noise = {
    variance: parameter(symbol.noiseVariance),
    covariance: parameter(symbol.noiseCovariance),
  };
  const means = conditionalMeans(model.activation, integrands, noise);
  const nodes = hiddenNodes(model.features, (signal, out) => means(signal, 1, out), integrands.length);
  const weightOf = atoms.map((atom) => hiddenWeights(atom, nodes));
  const values = new Float64Array(integrands.length);
  const atOrigin = atoms.some((atom) => atom.atOrigin);

  // In the free variant a table holds for one s only; it pays where many nodes of c share it.
  let table: UniformTable | undefined;
  let tableNorm = Number.NaN;
  // Only the noise that the views do not share smooths a kink: without it the functions of S have one too.
  let hopeless = model.activation.kinks.length > 0 && Math.abs(noise.covariance) >= noise.variance;
  const tableFor = (norm: number): UniformTable | undefined => {
    if (hopeless || tableNorm === norm) return table;
    const radius = 1.02 * Math.max(nodes.radius * Math.sqrt(norm), 1e-3);
    tableNorm = norm;
    try {
      table = uniformTable((x, out) => means(x, norm, out), integrands.length, radius);
    } catch (error) {
      if (!(error instanceof ConvergenceError)) throw error;
      [hopeless, table] = [true, undefined];
    }
    return table;
  };

  return {
    evaluate(overlaps, norm, out) {
      const worthwhile = tabulate && (norm === 1 || nodes.weights.length > 48);
      const functions = worthwhile ? tableFor(norm) : undefined;
      out.fill(0);
      let last = Number.NaN;
      for (let k = 0; k < nodes.weights.length; k++) {
        let signal = 0;
        for (let l = 0; l < nodes.values.length; l++) signal += overlaps[l]! * nodes.values[l]![k]!;
        // Nodes in a row often share their signal, at Q = 0 all of them.
        if (signal !== last) {
          if (functions && Math.abs(signal) <= functions.radius)
            functions.evaluate(signal, values, integrands.length);
          else means(signal, norm, values);
          last = signal;
        }
        for (let a = 0; a < atoms.length; a++) out[a]! += weightOf[a]![k]! * values[place[a]!]!;
      }
      if (!atOrigin) return;
      means(0, norm, values);
      for (let a = 0; a < atoms.length; a++) if (atoms[a]!.atOrigin) out[a] = values[place[a]!]!;
    },
  };
}

function distinctIntegrands(atoms: readonly Atom[]): { integrands: Integrand[]; place: number[] } {
  const index = new Map<string, number>();
  const integrands: Integrand[] = [];
  const place = atoms.map(({ left, right }) => {
    const key = `${powersKey(left)}|${powersKey(right)}`;
    let at = index.get(key);
    if (at === undefined) index.set(key, (at = integrands.push({ left, right }) - 1));
    return at;
  });
  return { integrands, place };
}

/** weight times c^hidden at every node. */
function hiddenWeights(atom: Atom, nodes: HiddenNodes): Float64Array {
  return nodes.weights.map((weight, k) =>
    atom.hidden.reduce((product, exponent, l) => product * nodes.values[l]![k]! ** exponent, weight),
  );
}
