import katex from "katex";
import { expect, test } from "vitest";
import { claims } from "../../proofs-check/claims/index.ts";
import { invoke, invokeJson } from "./harness.ts";

test("explain lists every claim with its statement", async () => {
  const { out, code } = await invoke("explain");
  expect(code).toBe(0);
  expect(out.trimEnd().split("\n")).toHaveLength(claims.length);
  for (const { id } of claims) expect(out).toMatch(new RegExp(`^${id} +\\S`, "m"));
  expect(out).toContain(claims[0]!.statement);
});

test("explain tells what a claim says, assumes and rests on, in lines of a terminal", async () => {
  for (const { id, statement, hypotheses, checks } of claims) {
    const { out } = await invoke("explain", id);
    const words = out.replace(/\s+/g, " ");
    for (const part of [statement, ...hypotheses, ...checks.map(({ about }) => about)]) {
      expect(words, id).toContain(part);
    }
    const long = out.split("\n").filter((line) => line.length > 100 && !line.includes("\\"));
    expect(long).toEqual([]);
  }
});

test("its LaTeX is typeset without an error", async () => {
  const { claims: documents } = await invokeJson<{ claims: { id: string; latex: string }[] }>("explain");
  expect(documents).toHaveLength(claims.length);
  for (const { id, latex } of documents) {
    expect(() => katex.renderToString(latex, { throwOnError: true, strict: "error" }), id).not.toThrow();
  }
});

test("a misspelt claim is guessed", async () => {
  const { err, code } = await invoke("explain", "noise-varience");
  expect([code, err.trim()]).toEqual([
    2,
    'driftproof: claim: there is none called "noise-varience"; did you mean noise-variance?',
  ]);
});
