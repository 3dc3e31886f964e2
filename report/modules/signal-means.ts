import { tiltedRule } from "../../numerics/quadrature/tilted-moments.ts";
import { parseSignalMean } from "../../theory/expectation/signal-mean.ts";
import { stateVariables } from "../../theory/symbols.ts";
import { numberCode } from "./expression-code.ts";
import type { ModuleFamily } from "./family.ts";

/** Densities get nodes that resolve waves of the signal up to this |Q_l|. */
const largestOverlap = 4;

/** The means `E[c1*cos(2*S)]` of waves of the signal S = Q.c, from one-dimensional sums over the hidden laws. */
export const signalMeans: ModuleFamily = {
  owns: (generator) => parseSignalMean(generator) !== undefined,
  write(uses, { language, laws, derivation }) {
    const { model, expectation } = derivation;
    const means = uses.flatMap(({ names }) => names.map((name) => parseSignalMean(name)!));
    const largest = Math.max(...means.map(({ wave }) => Math.abs(wave.multiple.toNumber())));
    const oscillates = means.every(({ wave }) => wave.name !== "exp");
    const overlaps = language.list(stateVariables(expectation.features, false));
    return {
      symbols: [],
      laws: model.features.map((law, l) => {
        const highest = Math.max(...means.map(({ hidden, order }) => order + (hidden[l] ?? 0)));
        return tiltedRule(law, oscillates, highest, (oscillates ? largestOverlap : 1) * largest);
      }),
      declarations: [],
      runtime: ["hidden-means", "signal-means"],
      identifier: (name, use) => `W${use.names.indexOf(name) + 1}`,
      statements: ({ names }) => [
        language.comment("Means of waves of the signal S = Q1*c1 + Q2*c2 + ..."),
        ...names.flatMap((name, i) => {
          const { hidden, order, wave } = parseSignalMean(name)!;
          const exponents = Array.from({ length: expectation.features }, (_, l) => String(hidden[l] ?? 0));
          const given = [
            laws,
            overlaps,
            language.list(exponents),
            String(order),
            `"${wave.name}"`,
            numberCode(wave.multiple),
          ];
          return [
            language.comment(name),
            language.local(`W${i + 1}`, `${language.internal("signalMean")}(${given.join(", ")})`),
          ];
        }),
      ],
    };
  },
};
