import { describe, expect, it } from "vitest";
import { checkAny } from "../../../proofs-check/certificates/check-any.ts";
import { checkCertificate } from "../../../proofs-check/certificates/check-certificate.ts";
import { checkEnclosure } from "../../../proofs-check/certificates/check-enclosure.ts";

const refusal = { exitCode: 2, message: "kind: expected positivity or enclosure, in a JSON object" };

describe("a certificate of any kind", () => {
  it("is given to the checker of its kind", () => {
    const [positivity, enclosure] = ["positivity", "enclosure"].map((kind) => JSON.stringify({ kind }));
    expect(checkAny(positivity!)).toEqual(checkCertificate(positivity!));
    expect(checkAny(enclosure!)).toEqual(checkEnclosure(enclosure!));
    expect(checkAny(positivity!).exitCode).not.toBe(0);
    expect(checkAny(enclosure!).exitCode).not.toBe(0);
  });

  it.each(["", "{", "null", "[]", "3", '"positivity"', "{}", '{"kind":1}', '{"kind":["positivity"]}'])(
    "is refused where it has none: %s",
    (text) => {
      expect(checkAny(text)).toEqual(refusal);
    },
  );

  it.each(["constructor", "toString", "__proto__", "Positivity"])(
    "is refused where %s is its kind",
    (kind) => {
      expect(checkAny(JSON.stringify({ kind }))).toEqual(refusal);
    },
  );
});
