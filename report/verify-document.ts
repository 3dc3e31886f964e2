import { z } from "zod";
import type { CertificateDocument, ClaimResult } from "../proofs-check/ledger.ts";

const outcome = z.enum(["holds", "fails", "undecided"]).describe("whether it speaks for the statement");
const about = z.string().describe("what was checked, one line");
const number = z.number();

/** A certificate has fields of its kind besides, which `check` reads. */
const certificate: z.ZodType<CertificateDocument> = z
  .looseObject({ kind: z.string(), statement: z.string() })
  .describe("what `driftproof check` needs to check the proof");

const evidence = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("identity"),
      about,
      outcome,
      count: z.int().describe("how many equalities of canonical forms were compared"),
      failure: z.string().exactOptional().describe("the first that fails"),
    }),
    z.object({
      kind: z.literal("proof"),
      about,
      outcome,
      certificate,
    }),
    z.object({
      kind: z.literal("property"),
      about,
      outcome,
      cases: z.int(),
      seed: z.int().exactOptional(),
      failure: z.string().exactOptional().describe("the smallest failing case"),
    }),
    z.object({
      kind: z.literal("simulation"),
      about,
      outcome,
      sampler: z.string(),
      estimate: number,
      expected: number.describe("what the theory predicts for the estimate"),
      interval: z
        .tuple([number, number])
        .readonly()
        .describe("confidence interval of the estimate at level 1 - alpha"),
      margin: number.describe("half the width of the equivalence region; 0 for tests of a sign"),
      alpha: number.describe("the probability of a wrong rejection"),
      power: number.describe("the probability of deciding for the statement if it is exactly true"),
      resolution: number
        .exactOptional()
        .describe("the smallest error of `expected` that is refuted with 99 % power"),
      samples: z.int(),
      seed: z.int(),
    }),
    z.object({
      kind: z.literal("counterexample"),
      about,
      outcome,
      model: z.record(z.string(), z.unknown()).describe("a model file"),
      values: z
        .record(z.string(), z.union([z.string(), number]))
        .describe("quantities that anyone can recompute, by name"),
    }),
  ])
  .describe("one piece of evidence");

const region = z.object({
  where: z.string(),
  statement: z.enum(["holds", "fails"]),
  known: z
    .enum(["proved", "supported"])
    .describe("proved: by identities and proofs alone; supported: by evaluation and simulation"),
  evidence: z.array(z.int()).readonly().describe("what it rests on: places in the list of evidence, from 0"),
});

const claim = z.object({
  id: z.string(),
  model: z.string(),
  statement: z.string(),
  scope: z.string().describe("the set on which the statement is judged"),
  regions: z
    .array(region)
    .readonly()
    .exactOptional()
    .describe("where what is known reaches further than the scope, or is known in several ways"),
  verdict: z
    .enum(["proved", "supported", "refuted", "inconclusive"])
    .describe("about the statement inside its scope"),
  asStated: z
    .enum(["holds", "fails", "open"])
    .describe("about the letter's own wording, which names no scope"),
  evidence: z.array(evidence).readonly(),
  replay: z.string().describe("the command that reproduces this entry alone"),
  seconds: number.describe("wall-clock time: the only field that differs between two runs with one seed"),
});

/** What `verify --json` prints, and `report --results` reads. */
export const verifyDocumentSchema = z
  .object({
    version: z.string().describe("of driftproof"),
    seed: z.int(),
    models: z.array(z.string()).readonly().describe("the models' names"),
    claims: z.array(claim).readonly().describe("one entry a claim and model"),
  })
  .describe("The verdicts of driftproof verify --json");

/** The document's type. */
export type VerifyDocument = z.infer<typeof verifyDocumentSchema>;

/** The claims as the ledger knows them. */
export function claimsOf({ claims }: VerifyDocument): readonly ClaimResult[] {
  return claims;
}

/** The published JSON Schema, docs/verify.schema.json. */
export function verifyJsonSchema(): object {
  return z.toJSONSchema(verifyDocumentSchema, {
    target: "draft-2020-12",
    override: ({ jsonSchema }) => {
      // An annotation about our own types, which says nothing about the document.
      delete jsonSchema.readOnly;
    },
  });
}
