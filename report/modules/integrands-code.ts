import { gaussLegendre } from "../../numerics/quadrature/gauss-legendre.ts";
import { sideOf } from "../../numerics/quadrature/kinked-means.ts";
import { noiseSpacings, oneSidedProducts } from "../../numerics/quadrature/smooth-means.ts";
import { parseAtom } from "../../theory/expectation/atom.ts";
import type { FamilyUse, ModuleContext } from "./family.ts";
import { phiSteps } from "./phi-code.ts";

/** Code that tells the runtime which functions of the signal are wanted, as `rhsIntegrands` and `jacobianIntegrands`. */
export interface IntegrandsCode {
  readonly declarations: readonly string[];
  readonly runtime: readonly string[];
  /** The function of the signal that each of a use's means is of. */
  place(use: FamilyUse): readonly number[];
}

/** Distinct integrands of a use, as pairs of one-sided products. */
function planOf(use: FamilyUse) {
  const atoms = use.names.map((name) => parseAtom(name)!);
  const { products, left, right } = oneSidedProducts(atoms);
  const pairs: string[] = [];
  const place = left.map((l, k) => {
    const pair = `${l},${right[k]}`;
    return pairs.includes(pair) ? pairs.indexOf(pair) : pairs.push(pair) - 1;
  });
  return { atoms, products, place, pairs: pairs.map((pair) => pair.split(",")) };
}

/** For a smooth phi: a function of y for phi and its derivatives, and their products. */
export function smoothIntegrands(
  uses: readonly FamilyUse[],
  { derivation, language }: ModuleContext,
): IntegrandsCode {
  const { activation } = derivation.model;
  const { internal, list } = language;
  const plans = uses.map((use) => ({ use, ...planOf(use) }));
  const highest = Math.max(
    ...plans.flatMap(({ products }) => products.flatMap((p) => p.filter((_, i) => i % 2 === 0))),
  );
  const steps = phiSteps(activation, highest, language);
  const names = steps.results.map((_, order) => `f${order || ""}`);
  const phi = language.functionOfOutput({
    ...steps,
    name: internal("phi"),
    doc: "phi and its derivatives at y.",
  });
  const declarations = plans.flatMap(({ use, atoms, products, pairs }) => {
    const { inner, outer } = noiseSpacings(activation, atoms);
    const codes = products.map((factors) => productCode(factors, names));
    const name = internal(`${use.function}Products`);
    return [
      language.functionOfOutput({
        name,
        doc: `Products of phi and its derivatives at one view, of which ${use.function} needs means.`,
        statements: [language.unpack(names, `${internal("phi")}(y)`)],
        results: codes,
      }),
      language.constant(
        internal(`${use.function}Integrands`),
        list([name, list(pairs.map(list)), list([String(inner), String(outer)])]),
        "SmoothIntegrands",
      ),
    ];
  });
  return {
    declarations: [phi, ...declarations],
    runtime: ["smooth-means", ...steps.runtime],
    place: (use) => planOf(use).place,
  };
}

function productCode(factors: readonly number[], names: readonly string[]): string {
  const parts: string[] = [];
  for (let i = 0; i < factors.length; i += 2) {
    const exponent = factors[i + 1]!;
    parts.push(`${names[factors[i]!]}${exponent === 1 ? "" : `**${exponent}`}`);
  }
  return parts.length === 0 ? "1" : parts.join("*");
}

/** For phi = max(y, 0): products of derivatives are powers of it or delta functions. */
export function kinkedIntegrands(uses: readonly FamilyUse[], { language }: ModuleContext): IntegrandsCode {
  const { internal, list, nothing } = language;
  const legendre = gaussLegendre(16);
  const rule = list([legendre.nodes, legendre.weights].map((numbers) => list([...numbers].map(String))));
  const declarations = uses.map((use) => {
    const { products, pairs } = planOf(use);
    const sides = products.map((factors) => {
      const powers = new Map(factors.length === 0 ? [] : [[factors[0]!, factors[1]!]]);
      const side = sideOf(powers);
      return side ? list([String(side.power), String(side.factor)]) : nothing;
    });
    return language.constant(
      internal(`${use.function}Integrands`),
      list([list(sides), list(pairs.map(list)), internal("legendre")]),
      "KinkedIntegrands",
    );
  });
  return {
    declarations: [language.constant(internal("legendre"), rule, "LegendreRule"), ...declarations],
    runtime: ["kinked-means", ...(language.format === "typescript" ? ["erf"] : [])],
    place: (use) => planOf(use).place,
  };
}
