import { verifyBernstein } from "./check-bernstein.ts";
import { verifySturm } from "./check-sturm.ts";
import { type Checked, checked } from "./positivity-file.ts";
import { CertificateError, object } from "./statement.ts";

/** Checks a positivity certificate from its text alone, by the method that it names. */
export function checkCertificate(text: string): Checked {
  return checked(text, (claimed, proof) => {
    const { method } = object(proof, "proof");
    if (method === "bernstein") verifyBernstein(claimed, proof);
    else if (method === "sturm") verifySturm(claimed, proof);
    else throw new CertificateError('expected "bernstein" or "sturm"', "proof.method");
  });
}
