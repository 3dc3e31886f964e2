import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Domain } from "../../../proofs-check/certificates/certificate.ts";
import { checkCertificate } from "../../../proofs-check/certificates/check-certificate.ts";
import { provePositive } from "../../../proofs-check/certificates/prove-positive.ts";
import { written } from "./written.ts";

const page = readFileSync(new URL("../../../docs/proofs.md", import.meta.url), "utf8");
const program = /```python\n([\s\S]*?)```/.exec(page)![1]!;
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const directory = mkdtempSync(join(tmpdir(), "driftproof-python-"));
writeFileSync(join(directory, "check.py"), program);

function python(text: string): string {
  const file = join(directory, "certificate.json");
  writeFileSync(file, text);
  return spawnSync("python3", [join(directory, "check.py"), file], { encoding: "utf8" }).stdout.trim();
}

describe.skipIf(!hasPython)("the documentation's Python program", () => {
  it.each<[string, Domain, boolean]>([
    ["x^2 - 3/2*x*y + y^2 + 1/20", { x: "[-2, inf)", y: "(-inf, 1)" }, true],
    ["x*y*(1 - x) + y*z", { x: "[0, 1)", y: "[0, inf)", z: "[0, 1/9)" }, false],
  ])("agrees with the checker on %s", (text, domain, strict) => {
    const attempt = provePositive(written(text), domain, { strict });
    if (attempt.outcome !== "holds") throw new Error(attempt.outcome);
    const { certificate } = attempt;
    expect(python(JSON.stringify(certificate))).toBe(certificate.statement);
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
    expect(worse.map(python)).toEqual(worse.map(() => "does not hold"));
  });
});
