import { checkCertificate } from "./check-certificate.ts";
import { checkEnclosure } from "./check-enclosure.ts";
import type { Checked } from "./positivity-file.ts";

/** The checker of each kind of certificate. */
const checkers: Readonly<Record<string, (text: string) => Checked>> = {
  positivity: checkCertificate,
  enclosure: checkEnclosure,
};

/** Checks a certificate of any kind by the checker that its field `kind` asks for. */
export function checkAny(text: string): Checked {
  const kind = kindOf(text);
  const checker = Object.entries(checkers).find(([name]) => name === kind)?.[1];
  if (checker) return checker(text);
  return { exitCode: 2, message: `kind: expected ${Object.keys(checkers).join(" or ")}, in a JSON object` };
}

function kindOf(text: string): unknown {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null && "kind" in document
      ? document.kind
      : undefined;
  } catch {
    return undefined;
  }
}
