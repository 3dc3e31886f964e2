import { toHash } from "./address.ts";
import { type ExplorerState, initialState } from "./state.ts";

/** Views to start from. */
export const views: readonly { readonly name: string; readonly hash: string }[] = (
  [
    ["two basins", {}],
    ["equal m₂, border moved by kurtosis", { features: twoSigns(1.1, [1, 2.2]) }],
    [
      "heavy tails, quadratic",
      { activation: "quadratic", augmentation: 0.1, features: twoSigns(1.2, [4, 9]) },
    ],
    ["a mixed state", { features: twoSigns(1.15, [3, 3]) }],
    ["one feature", { features: [{ law: "signs", variance: 1, kurtosis: 1 }], learningRate: 1 }],
  ] as const
).map(([name, change]) => ({ name, hash: toHash({ ...initialState, ...change } as ExplorerState) }));

function twoSigns(variance: number, [first, second]: readonly [number, number]): ExplorerState["features"] {
  return [first, second].map((kurtosis) => ({ law: "signs", variance, kurtosis }));
}
