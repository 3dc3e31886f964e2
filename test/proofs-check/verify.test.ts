import { beforeAll, describe, expect, it } from "vitest";
import type { ClaimResult } from "../../proofs-check/ledger.ts";
import { verify } from "../../proofs-check/verify.ts";
import { verifyParallel } from "../../proofs-check/verify-parallel.ts";
import { verifyTask } from "../../proofs-check/verify-worker.ts";
import { ModelError } from "../../theory/errors.ts";
import { type Model, parseModel, varyModel } from "../../theory/model.ts";
import { linearModel } from "../support/worked-model.ts";

const linear = parseModel(linearModel, "linear");
/** Its limit is no ODE: most claims cannot be checked. */
const unclosed = varyModel(linear, { regularizer: { kind: "l1", strength: "1/10" } });

const untimed = (results: readonly ClaimResult[]): object[] => results.map(({ seconds: _, ...rest }) => rest);

describe("a check that cannot be carried out", () => {
  it("is inconclusive, with the reason, where the suite itself refuses", () => {
    const [result] = verify([unclosed], { seed: 1, claim: "limit-ode" }) as [ClaimResult];
    expect(result).toMatchObject({
      verdict: "inconclusive",
      asStated: "open",
      scope: "none: the check could not be carried out",
      evidence: [{ kind: "property", outcome: "undecided", cases: 0 }],
    });
    expect(result.evidence[0]!.about).toMatch(/^not decided: regularizer: /);
  });

  it("is no verdict where anything else goes wrong", () => {
    const progress = (fraction: number): void => {
      if (fraction > 0) throw new TypeError("a fault of the program");
    };
    expect(() => verify([linear], { seed: 1, claim: "learnability", progress })).toThrow(
      "a fault of the program",
    );
  });
});

describe("the same verdicts, but for the seconds,", () => {
  const models = [linear, parseModel({ ...linear.source, batch: 20 }, "larger batches")];
  const options = { seed: 7, claim: "learnability", modelArgument: ({ name }: Model) => `"${name}.json"` };
  let expected: object[];
  beforeAll(() => {
    expected = untimed(verify(models, options));
  });

  it("come from plain data, as they cross to a thread", () => {
    expect(expected[1]).toMatchObject({
      replay: expect.stringMatching(/"larger batches\.json" .* --seed 7$/),
    });
    const task = { seed: 7, thorough: false, claim: "learnability", modelArgument: '"larger batches.json"' };
    const sent = structuredClone({ ...task, input: models[1]!.source, name: models[1]!.name });
    const fractions: number[] = [];
    expect(untimed([verifyTask(sent, (fraction) => fractions.push(fraction))])).toEqual([expected[1]]);
    expect(fractions).toContain(0.3);
  });

  it("come from threads, in the order of the models", async () => {
    const told: string[] = [];
    const onResult = ({ model }: ClaimResult): number => told.push(model);
    expect(untimed(await verifyParallel(models, { ...options, onResult }, { threads: 2 }))).toEqual(expected);
    expect(told).toEqual(["linear", "larger batches"]);
  });
});

it("verdicts without threads are told in the order of models and claims, and an unknown claim is refused", async () => {
  const told: string[] = [];
  const onResult = ({ id, model }: ClaimResult): number => told.push(`${id} on ${model}`);
  const other = parseModel(unclosed.source, "other");
  await verifyParallel([unclosed, other], { seed: 1, claim: "noise-", onResult }, { threads: 1 });
  const ids = ["noise-variance", "noise-similarity", "noise-benefit"];
  expect(told).toEqual([unclosed, other].flatMap(({ name }) => ids.map((id) => `${id} on ${name}`)));
  await expect(verifyParallel([linear], { seed: 1, claim: "none" }, {})).rejects.toThrow(ModelError);
});
