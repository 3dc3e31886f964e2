import { createHash } from "node:crypto";
import type { CertificateDocument, ClaimResult } from "../proofs-check/ledger.ts";

/** A certificate as a file of a report. */
export interface CertificateFile {
  /** Relative to the report. */
  readonly path: string;
  readonly content: string;
}

/** Where a report keeps a certificate: named by its content, so that equal ones share a file. */
export function certificateFile(certificate: CertificateDocument): CertificateFile {
  const content = `${JSON.stringify(certificate)}\n`;
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
  return { path: `certificates/${certificate.kind}-${digest}.json`, content };
}

/** The certificates of all proofs among the results, each once. */
export function certificateFiles(results: readonly ClaimResult[]): CertificateFile[] {
  const files = results.flatMap(({ evidence }) =>
    evidence.flatMap((piece) => (piece.kind === "proof" ? [certificateFile(piece.certificate)] : [])),
  );
  return [...new Map(files.map((file) => [file.path, file])).values()];
}
