import { outputOrder } from "../../theory/activations/activation.ts";
import { parseAtom } from "../../theory/expectation/atom.ts";
import { stateVariables, symbol } from "../../theory/symbols.ts";
import type { FamilyUse, ModuleContext, ModuleFamily } from "./family.ts";
import { jointNodes } from "./hidden-laws.ts";
import { kinkedIntegrands, smoothIntegrands } from "./integrands-code.ts";

/** Joint laws with more nodes than this are summed over an interpolated function of the signal. */
const directNodes = 150;

/** The means `E[c1*phi'(y)*phi(y')]`, by quadrature over the noises and a sum over the law of the hidden variables. */
export const phiMeans: ModuleFamily = {
  owns: (generator) => {
    const atom = parseAtom(generator);
    return (
      atom !== undefined && !atom.atOrigin && ![atom.left, atom.right].some((side) => side.has(outputOrder))
    );
  },
  write(uses, context) {
    const { language, laws, derivation } = context;
    const { model, expectation } = derivation;
    const internal = language.internal;
    const call = (name: string, ...given: string[]): string => `${internal(name)}(${given.join(", ")})`;
    const atoms = uses.flatMap(({ names }) => names.map((name) => parseAtom(name)!));
    const joint = jointNodes(model, atoms);
    const kinked = model.activation.kinks.length > 0;
    const integrands = (kinked ? kinkedIntegrands : smoothIntegrands)(uses, context);
    const overlaps = language.list(stateVariables(expectation.features, false));
    const many = joint.count > directNodes;
    const noise = [symbol.norm, symbol.noiseVariance, symbol.noiseCovariance];
    return {
      symbols: noise,
      laws: joint.laws,
      declarations: [
        ...integrands.declarations,
        ...uses.map((use) => meansCode(use, integrands.place(use), context)),
      ],
      runtime: ["hidden-means", ...(many ? ["interpolated"] : []), ...integrands.runtime],
      identifier: (name, use) => `E${use.names.indexOf(name) + 1}`,
      statements: (use) => {
        const given = call("noiseMeans", internal(`${use.function}Integrands`), ...noise.map(context.symbol));
        const functions = many
          ? call("interpolated", given, call("reach", laws, overlaps))
          : call("remembered", given);
        return [
          language.local("functions", functions),
          language.unpack(
            use.names.map((_, i) => `E${i + 1}`),
            call("hiddenMeans", laws, overlaps, internal(`${use.function}Means`), "functions"),
            use.names,
          ),
        ];
      },
      accuracy: model.features.some(({ measure }) => measure.kind === "density")
        ? "means E[...] by quadrature, to about 1e-12 of their size where |Q_l| <= 1 and nu + eta is at least half the model's"
        : "means E[...] by quadrature, to about 1e-12 of their size",
    };
  },
};

/** What each mean is: exponents of the hidden variables, and which function of the signal. */
function meansCode(
  use: FamilyUse,
  place: readonly number[],
  { language, derivation }: ModuleContext,
): string {
  const features = derivation.expectation.features;
  const items = use.names.map((name, i) => {
    const { hidden } = parseAtom(name)!;
    const exponents = Array.from({ length: features }, (_, l) => String(hidden[l] ?? 0));
    return `  ${language.list([language.list(exponents), String(place[i])])},`;
  });
  return language.constant(
    language.internal(`${use.function}Means`),
    `[\n${items.join("\n")}\n]`,
    "readonly HiddenMean[]",
  );
}
