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
  // A solver's query is a file that any solver reads as it is.
  const query = "query" in certificate ? certificate.query : undefined;
  const [content, extension] =
    typeof query === "string" ? [query, "smt2"] : [`${JSON.stringify(certificate)}\n`, "json"];
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const name = extension === "smt2" ? "query" : certificate.kind;
  return { path: `certificates/${name}-${digest}.${extension}`, content };
}

/** How a reader checks a certificate, in the report's folder: a solver's query with any solver, all others with ours. */
export function checkCommand(certificate: CertificateDocument): string {
  const { path } = certificateFile(certificate);
  return path.endsWith(".smt2") ? `z3 ${path}` : `driftproof check ${path}`;
}

/** The certificates of all proofs among the results, each once. */
export function certificateFiles(results: readonly ClaimResult[]): CertificateFile[] {
  const files = results.flatMap(({ evidence }) =>
    evidence.flatMap((piece) => (piece.kind === "proof" ? [certificateFile(piece.certificate)] : [])),
  );
  return [...new Map(files.map((file) => [file.path, file])).values()];
}
