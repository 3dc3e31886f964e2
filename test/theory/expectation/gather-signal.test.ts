import { expect, it } from "vitest";
import { gatherSignal } from "../../../theory/expectation/gather-signal.ts";
import { difference, g } from "../support/evaluate.ts";

const term = (l: number, mean: string) => g(`Q${l}`).multiply(g(mean));
const all = term(1, "E[c1*S^2]").add(term(2, "E[c2*S^2]"));

it("sum_l Q_l E[c_l X] is gathered to E[S X] where all of its terms are there alike", () => {
  const rest = g("tau").add(term(1, "E[c1*S^4]"));
  expect(difference(gatherSignal(all.scale(3).add(rest), 2), g("E[S^3]").scale(3).add(rest))).toBe("");
  expect(difference(gatherSignal(all.add(g("E[S^3]")), 2), g("E[S^3]").scale(2))).toBe("");
  const waves = term(1, "E[c1^2*cos(S)]").add(term(2, "E[c1*c2*cos(S)]"));
  expect(difference(gatherSignal(waves, 2), g("E[c1*S*cos(S)]"))).toBe("");
  for (const kept of [
    all.add(term(2, "E[c2*S^2]")),
    term(1, "E[c1*S^2]"),
    all.multiply(g("Q3", -1)).subtract(all),
  ])
    expect(difference(gatherSignal(kept, 3), kept)).toBe("");
  expect(difference(gatherSignal(term(1, "E[c1*S^2]"), 1), term(1, "E[c1*S^2]"))).toBe("");
});
