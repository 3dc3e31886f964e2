import { describe, expect, it } from "vitest";
import { checkEnclosure } from "../../../proofs-check/certificates/check-enclosure.ts";
import {
  type EnclosureCertificate,
  enclosureStatement,
} from "../../../proofs-check/certificates/enclosure-certificate.ts";
import { proveVarianceMonotone } from "../../../proofs-check/enclosures/prove-variance-monotone.ts";
import { builtinModels } from "../../../theory/builtin-models.ts";
import { parseModel, varyModel } from "../../../theory/model.ts";
import { big, preciseVariance, toFixed, toNumber } from "../enclosures/precise-means.ts";

const [figure2, , figure4] = builtinModels.map(({ input }) => parseModel(input));

function proved(...[model]: Parameters<typeof proveVarianceMonotone>): EnclosureCertificate {
  const outcome = proveVarianceMonotone(model);
  if (outcome.outcome !== "proved") throw new Error(JSON.stringify(outcome));
  return outcome.certificate;
}

const genuine = proved(figure4!);
const text = JSON.stringify(genuine, null, 2);
const { signalSteps, covarianceSteps, least } = genuine;

/** The statement again made to say what the numbers say. */
function forged(changes: Partial<EnclosureCertificate>, certificate = genuine): string {
  const numbers = { ...certificate, ...changes };
  return JSON.stringify({ ...numbers, statement: enclosureStatement(numbers) });
}

/** Every list of `least` by this. */
const eachList = (change: (list: readonly string[]) => readonly string[]) => ({ least: least.map(change) });
const [one, other] = least.map((list) => list[0]!);

it("holds for what the search has found", () => {
  expect(checkEnclosure(text)).toEqual({ exitCode: 0, message: genuine.statement });
});

it("has for its numbers what 30 digits say of the derivative where it is least, at the largest signal", () => {
  const [v, beta] = [big("5/4"), [big("1"), big("1/2")].map(toFixed)];
  for (const [b, k, below, above] of [
    [0, 0, "0.749999999", "0.750000001"],
    [1, covarianceSteps, "0.999999999", "1.000000001"],
  ] as const) {
    const [from, to] = [below, above].map((c) => preciseVariance([1], v, big(c), beta[b]!));
    const slope = toNumber(to! - from!) / 2e-9;
    expect(Math.floor(slope * 1e6) / 1e6).toBe(Number(least[b]![k]));
  }
});

it("fails when a digit is changed", () => {
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
  const withDigit = (index: number, by: number): string =>
    text.slice(0, index) + ((Number(text[index]) + by) % 10) + text.slice(index + 1);
  const start = text.indexOf('"least"');
  const outside = digits.filter((index) => index < start);
  const inside = digits.filter((index) => index > start);
  for (const [i, index] of outside.entries())
    expect([index, checkEnclosure(withDigit(index, 1 + (i % 9))).exitCode]).not.toEqual([index, 0]);
  for (let i = 0; i < inside.length; i += 13) {
    for (const by of [1, 9]) expect(checkEnclosure(withDigit(inside[i]!, by)).exitCode).toBe(1);
  }
});

it.each<[string, string, Partial<EnclosureCertificate>]>([
  ["more noise", "least[0][0]", { augmentation: "1/3" }],
  ["less noise in the samples", "least[0][0]", { background: "9/10" }],
  ["more batch sizes", "least[1][0]", { batch: [2, 4] }],
  ["batch sizes without end", "least[1][0]", { batch: [2, null] }],
  ["batch sizes in the other order", "batch", { batch: [3, 2] }],
  ["a batch of one", "batch", { batch: [1, 3] }],
  ["the other direction", "least[0][0]", { direction: "decreasing" }],
  ["the other sign", "least: ", eachList((list) => list.map((number) => `-${number}`))],
  ["another range of rho", "least[0][0]", { correlation: ["-1/2", "0"] }],
  ["rho below -1", "correlation", { correlation: ["-2", "0"] }],
  ["rho of zero", "correlation", { correlation: ["-0", "0"] }],
  ["larger hidden variables", "signalSteps", { largestSquares: ["2"] }],
  ["another feature", "signalSteps", { largestSquares: ["1", "1"] }],
  ["a gap before the largest signal", "signalSteps", { signalSteps: signalSteps - 1 }],
  ["signals beyond the largest", "signalSteps", { signalSteps: signalSteps + 1 }],
  ["a gap between covariances", "least: ", eachList((list) => list.toSpliced(2, 1))],
  [
    "no covariance but the ends",
    "outweigh",
    { covarianceSteps: 1, ...eachList((list) => [list[0]!, list.at(-1)!]) },
  ],
  [
    "every second covariance",
    "outweigh",
    { covarianceSteps: covarianceSteps / 2, ...eachList((list) => list.filter((_, k) => k % 2 === 0)) },
  ],
  ["every second signal", "outweigh", { signalStep: "1/4", signalSteps: signalSteps / 2 }],
  ["batch sizes exchanged", "least[0][0]", { least: least.toReversed() }],
  ["covariances exchanged", "least[0][0]", eachList((list) => list.toReversed())],
  ["one batch size only", "least: ", { least: [least[0]!] }],
  ["three batch sizes", "least: ", { least: [...least, least[0]!] }],
  [
    "a bound one unit too good",
    "least[0][0]",
    { least: [[`${Number(one) + 1e-6}`, ...least[0]!.slice(1)], least[1]!] },
  ],
  [
    "a bound one unit too bad",
    "least[1][0]",
    { least: [least[0]!, [`${(Number(other) - 1e-6).toFixed(6)}`, ...least[1]!.slice(1)]] },
  ],
  ["no noise in the views", "augmentation", { augmentation: "0" }],
  ["views that are each other's mirror image", "augmentation", { background: "0", augmentation: "5/4" }],
  // The checker's tolerance is not right for kernels of any size.
  ["noise beyond the checker's reach", "background, augmentation", { background: "16" }],
  ["a number that is none", "background", { background: "1/0" }],
  ["another phi", "activation", { activation: "erf" as "tanh" }],
  ["another loss", "loss", { loss: "spectral" as "covariance" }],
])("fails when it claims something else: %s", (_, where, changes) => {
  const { exitCode, message } = checkEnclosure(forged(changes));
  expect(exitCode).not.toBe(0);
  expect(message).toContain(where);
  expect(message).toMatch(/^.{1,200}$/);
});

it("fails where the words say more than the numbers", () => {
  for (const [said, claimed] of [
    ["B from 2 to 3", "B from 2 to 30"],
    ["c_l^2 <= 1 ", "c_l^2 <= 10 "],
    ["rho from -1 to 0", "rho from -1 to 1"],
    ["strictly increasing", "strictly decreasing"],
  ] as const) {
    expect(text).toContain(said);
    const { exitCode, message } = checkEnclosure(text.replace(said, claimed));
    expect([exitCode, message]).toEqual([1, "statement: not what the numbers say"]);
  }
});

it("does not believe a grid too coarse for its margin", () => {
  const thin = proved(varyModel(figure2!, { batch: 4 }));
  const half = (list: readonly string[]): string[] => list.filter((_, k) => k % 2 === 0);
  const fewer: Partial<EnclosureCertificate>[] = [
    { covarianceSteps: thin.covarianceSteps / 2, least: thin.least.map(half) },
    { signalSteps: thin.signalSteps / 8, signalStep: `1/${Number(thin.signalStep.slice(2)) / 8}` },
  ];
  for (const changes of fewer) {
    expect(checkEnclosure(forged(changes, thin)).message).toContain("does not outweigh");
  }
});

describe("refuses what is no such certificate", () => {
  it.each(["", "[]", "null", "{}", '{"kind":"positivity"}', JSON.stringify({ ...genuine, extra: 1 })])(
    "%s",
    (other) => {
      expect(checkEnclosure(other).exitCode).toBe(2);
    },
  );
});
