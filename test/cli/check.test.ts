import { describe, expect, it } from "vitest";
import { provePositive } from "../../proofs-check/certificates/prove-positive.ts";
import { written } from "../proofs-check/certificates/written.ts";
import { invoke, temporaryFile, temporaryPath } from "./harness.ts";

const attempt = provePositive(written("x^2 - x*y + y^2 + 1/9"), { x: "[0, 1]", y: "[0, inf)" });
const text = attempt.outcome === "holds" ? JSON.stringify(attempt.certificate) : "";
const statement = "For all real x, y with 0 <= x <= 1, 0 <= y: x^2 - x*y + y^2 + 1/9 > 0.";

describe("check", () => {
  it("prints the statement that it verified", async () => {
    expect(await invoke("check", temporaryFile(text))).toEqual({
      code: 0,
      out: `verified: ${statement}\n`,
      err: "",
    });
  });

  it("says on one line what does not hold", async () => {
    const changed = temporaryFile(
      text.replace('"x^2 - x*y', '"x^2 - 2*x*y').replace(/x\^2 - x\*y/, "x^2 + x*y"),
    );
    const { code, out, err } = await invoke("check", changed);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(/^does not hold: the statement is not the one [^\n]+\n$/);
  });

  it.each<[string, () => string, RegExp]>([
    ["no certificate", () => temporaryFile("{}"), /is no certificate: kind: /],
    ["another kind", () => temporaryFile('{"kind": "toString"}'), /is no certificate: kind: /],
    ["a wrong field", () => temporaryFile(text.replace('">"', '"="')), /is no certificate: relation: /],
    ["no JSON", () => temporaryFile("certificate"), /is no certificate/],
    ["no file", () => temporaryPath("nowhere.json"), /cannot read/],
    ["a directory", () => temporaryPath("."), /cannot read/],
  ])("names %s on one line", async (_, path, message) => {
    const { code, out, err } = await invoke("check", path());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err.split("\n")).toHaveLength(2);
  });

  it("gives JSON", async () => {
    const path = temporaryFile(text);
    const { code, out } = await invoke("check", path, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ certificate: path, verdict: "verified", message: statement });
    const wrong = await invoke("check", temporaryFile("{}"), "--json");
    expect(wrong.code).toBe(2);
    expect(JSON.parse(wrong.out)).toMatchObject({ verdict: "no certificate" });
  });
});
