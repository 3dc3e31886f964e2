import { readFileSync } from "node:fs";
import { regularizerLaws } from "driftproof/proofs-check";
import { derive, parseModel } from "driftproof/theory";
import { describe, expect, it } from "vitest";
import "./cauchy.ts";

const model = parseModel(JSON.parse(readFileSync(new URL("model.json", import.meta.url), "utf8")));

describe("the Cauchy penalty", () => {
  for (const law of regularizerLaws(model.regularizer)) it(law.name, law.check);

  it("leaves averages of its slope in the moment equations, which do not close", () => {
    const { closed, reduction } = derive(model);
    expect(closed).toBe(false);
    expect(reduction.missing).toEqual(["<u1*cauchy(w)>", "<w*cauchy(w)>"]);
  });
});
