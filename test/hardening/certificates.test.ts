import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { checkAny } from "../../proofs-check/certificates/check-any.ts";
import {
  type EnclosureCertificate,
  enclosureStatement,
} from "../../proofs-check/certificates/enclosure-certificate.ts";
import { provePositive } from "../../proofs-check/certificates/prove-positive.ts";
import { proveVarianceMonotone } from "../../proofs-check/enclosures/prove-variance-monotone.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { parseModel } from "../../theory/model.ts";
import { written } from "../proofs-check/certificates/written.ts";
import { hostileJson, hostileTexts, mutatedJson } from "./hostile.ts";
import { expectOneLine, harmless } from "./watched.ts";

const seed = 20_263;

function positivity(text: string, domain: Readonly<Record<string, string>>): object {
  const attempt = provePositive(written(text), domain, { strict: true });
  if (attempt.outcome !== "holds") throw new Error(`not proved: ${text}`);
  return attempt.certificate;
}

const proved = proveVarianceMonotone(parseModel(builtinModels[2]!.input));
if (proved.outcome !== "proved") throw new Error("not proved");
const enclosure = proved.certificate;
const genuine: readonly object[] = [
  positivity("x^2 - 3/2*x*y + y^2 + 1/20", { x: "[0, 1]", y: "[0, 1]" }),
  positivity("12*m4_1*x + 15*x*y^4 + 7", { x: "(0, inf)", y: "[0, 13)", m4_1: "[0, inf)" }),
  positivity("x^3 - 15*x + 23", { x: "[0, inf)" }),
  enclosure,
];

/** Checks a text, and gives the verdict on it. */
async function verdict(text: string): Promise<number> {
  const checked = await harmless(() => checkAny(text));
  expectOneLine(checked!.message);
  return checked!.exitCode;
}

describe("the checker of certificates", () => {
  it("holds for genuine ones", async () => {
    for (const certificate of genuine) expect(await verdict(JSON.stringify(certificate))).toBe(0);
  });

  it("refuses any JSON of another kind", async () => {
    const kinds = fc.constantFrom("positivity", "enclosure", "constructor", "__proto__");
    const documents = fc.tuple(kinds, hostileJson()).map(([kind, value]) => {
      const fields = typeof value === "object" && value !== null ? value : { value };
      return JSON.stringify({ ...fields, kind });
    });
    const texts = fc.oneof(
      documents,
      hostileJson().map((value) => JSON.stringify(value)),
      hostileTexts(),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await verdict(text)).toBe(2);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it("never takes a forged one for another statement", async () => {
    // The enclosure takes as long to check as all the others together.
    const cheap = genuine.filter((certificate) => certificate !== enclosure);
    const forged = mutatedJson(fc.constantFrom(...cheap, ...cheap, ...cheap, enclosure));
    const statements = genuine.map((certificate) => (certificate as { statement: string }).statement);
    await fc.assert(
      fc.asyncProperty(forged, async (text) => {
        if ((await verdict(text)) !== 0) return;
        // Of what is still proved, nothing has become stronger: it is one of the statements that were proved.
        expect(statements).toContain((JSON.parse(text) as { statement: string }).statement);
      }),
      { seed, numRuns: 1000 },
    );
  });
});

describe("a certificate made to keep the checker busy", () => {
  const nested = (n: number): string => `${"[".repeat(n)}${"]".repeat(n)}`;

  test.each(["kind", "statement", "terms", "domain", "proof", "least", "batch", "background"])(
    "is refused where %s is nested without end",
    async (field) => {
      for (const certificate of genuine) {
        const text = JSON.stringify({ ...certificate, [field]: "HERE" }).replace('"HERE"', nested(100_000));
        expect(await verdict(text)).not.toBe(0);
      }
    },
  );

  test.each<[string, Partial<EnclosureCertificate>]>([
    ["next to no noise", { background: `1/1${"0".repeat(20)}`, augmentation: `1/1${"0".repeat(20)}` }],
    ["next to no noise in the views", { augmentation: `1/1${"0".repeat(20)}` }],
    ["enormous noise", { augmentation: `1${"0".repeat(20)}` }],
    ["enormous noise in the samples", { background: `1${"0".repeat(20)}` }],
    ["long numbers", { background: "1".repeat(100_000) }],
    ["many features", { largestSquares: Array.from({ length: 2000 }, (_, i) => `1/${7 * i + 1}`) }],
    ["a fine grid", { signalStep: "1/1024", signalSteps: 9999, covarianceSteps: 9999 }],
    ["a tiny correlation", { correlation: [`-1/1${"0".repeat(400)}`, "0"] }],
  ])("is refused: %s", async (_, changes) => {
    const numbers = { ...enclosure, ...changes };
    const checked = checkAny(JSON.stringify({ ...numbers, statement: enclosureStatement(numbers) }));
    expect(checked.exitCode).not.toBe(0);
    expectOneLine(checked.message);
  });
});
