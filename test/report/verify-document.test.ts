import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { claimsOf, verifyDocumentSchema, verifyJsonSchema } from "../../report/verify-document.ts";
import { invoke } from "../cli/harness.ts";
import { schemaPath } from "./committed.ts";
import { results } from "./fixtures.ts";

const document = { version: "1", seed: 1, models: ["a"], claims: results };

describe("the document of verify --json", () => {
  it("is what its schema says, with nothing that the schema does not know", async () => {
    const { out } = await invoke(
      "verify",
      "--model",
      "letter-figure4",
      "--claim",
      "noise-variance",
      "--no-report",
      "--workers",
      "0",
      "--json",
    );
    const printed: unknown = JSON.parse(out);
    const parsed = verifyDocumentSchema.parse(printed);
    expect(parsed).toEqual(printed);
    const kinds = parsed.claims.flatMap(({ evidence }) => evidence.map(({ kind }) => kind));
    expect([...new Set(kinds)].sort()).toEqual([
      "counterexample",
      "identity",
      "proof",
      "property",
      "simulation",
    ]);
  });

  it("survives the way through JSON", () => {
    const read = verifyDocumentSchema.parse(JSON.parse(JSON.stringify(document)));
    expect(claimsOf(read)).toEqual(results);
  });

  it.each([
    ["an unknown verdict", { verdict: "true" }],
    ["an unknown kind of evidence", { evidence: [{ kind: "hearsay", about: "", outcome: "holds" }] }],
    ["a missing replay line", { replay: undefined }],
  ])("is refused with %s", (_, change) => {
    const claims = [{ ...results[0]!, ...change }];
    expect(verifyDocumentSchema.safeParse({ ...document, claims }).success).toBe(false);
  });

  it("has its schema published as it is (npm run committed writes it)", () => {
    expect(JSON.parse(readFileSync(schemaPath, "utf8"))).toEqual(verifyJsonSchema());
  });
});
