import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Domain } from "../../../proofs-check/certificates/certificate.ts";
import { checkCertificate } from "../../../proofs-check/certificates/check-certificate.ts";
import { provePositive } from "../../../proofs-check/certificates/prove-positive.ts";
import { counterexamples } from "../../../proofs-check/claims/noise-variance/counterexample.ts";
import { proveVarianceMonotone } from "../../../proofs-check/enclosures/prove-variance-monotone.ts";
import { builtinModels } from "../../../theory/builtin-models.ts";
import { parseModel } from "../../../theory/model.ts";
import { written } from "./written.ts";

const page = readFileSync(new URL("../../../docs/proofs.md", import.meta.url), "utf8");
const programs = [...page.matchAll(/```python\n([\s\S]*?)```/g)].map(([, program]) => program!);
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const figure4 = parseModel(builtinModels[2]!.input);
const directory = mkdtempSync(join(tmpdir(), "driftproof-python-"));

/** What a program of the page, counted from 0, prints when it is given this file. */
function python(program: number, text: string): string {
  const [code, file] = [join(directory, `program-${program}.py`), join(directory, "input.json")];
  writeFileSync(code, programs[program]!);
  writeFileSync(file, text);
  const { stdout, stderr } = spawnSync("python3", [code, file], { encoding: "utf8" });
  return stderr.trim() || stdout.trim();
}

describe.skipIf(!hasPython)("the documentation's Python programs", () => {
  it.each<[string, Domain, boolean]>([
    ["x^2 - 3/2*x*y + y^2 + 1/20", { x: "[-2, inf)", y: "(-inf, 1)" }, true],
    ["x*y*(1 - x) + y*z", { x: "[0, 1)", y: "[0, inf)", z: "[0, 1/9)" }, false],
  ])("agrees with the checker on %s", (text, domain, strict) => {
    const attempt = provePositive(written(text), domain, { strict });
    if (attempt.outcome !== "holds") throw new Error(attempt.outcome);
    const { certificate } = attempt;
    expect(python(0, JSON.stringify(certificate))).toBe(certificate.statement);
    if (certificate.proof.method !== "bernstein") throw new Error("not by cells");
    const { cells } = certificate.proof;
    const worse = [
      {
        ...certificate,
        terms: [...certificate.terms, ["-1", Object.fromEntries(Object.keys(domain).map((x) => [x, 3]))]],
      },
      { ...certificate, proof: { method: "bernstein", cells: cells.slice(1) } },
      { ...certificate, proof: { method: "bernstein", cells: [...cells, cells[0]] } },
      ...(strict ? [] : [{ ...certificate, relation: ">" }]),
    ].map((changed) => JSON.stringify(changed));
    expect(worse.map((changed) => checkCertificate(changed).exitCode)).not.toContain(0);
    const verdicts = worse.map((changed) => python(0, changed));
    expect(verdicts).toEqual(worse.map(() => "does not hold"));
  });

  it("agree with the checker of enclosures", () => {
    const outcome = proveVarianceMonotone(figure4);
    if (outcome.outcome !== "proved") throw new Error(outcome.outcome);
    const text = JSON.stringify(outcome.certificate);
    expect(python(1, text)).toBe(outcome.certificate.statement);
    const [number] = outcome.certificate.least[1]!;
    const forged = [
      text.replace(number!, (Number(number) + 1e-6).toFixed(6)),
      text.replace(number!, (Number(number) - 1e-6).toFixed(6)),
      // The least values stand on the largest signal, which a coarser grid has too.
      JSON.stringify({ ...outcome.certificate, signalStep: "1/4", signalSteps: 4 }),
    ];
    for (const changed of forged) expect(python(1, changed)).toBe("does not hold");
  });

  it("find the exact values of the counterexamples to finding 3a", () => {
    const evidence = counterexamples(figure4, ["identity", "quadratic", "cubic"]);
    const found = python(2, JSON.stringify({ claims: [{ id: "noise-variance", evidence }] })).split("\n");
    expect(found).toHaveLength(6);
    for (const line of found) expect(line).toMatch(/True$/);
  });
});
