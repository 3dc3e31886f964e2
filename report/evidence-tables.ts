import type { Evidence } from "../proofs-check/ledger.ts";
import { certificateFile } from "./certificate-files.ts";
import { formatNumber } from "./format.ts";
import { outcomeSign } from "./verdict-words.ts";

/** Evidence of one kind as text, ready for any format of table. */
export interface EvidenceTable {
  readonly kind: Evidence["kind"];
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Cells = readonly (readonly [column: string, value: string])[];

const titles: Readonly<Record<Evidence["kind"], string>> = {
  identity: "Exact identities",
  proof: "Proofs",
  property: "Properties over many cases",
  simulation: "Tests on simulated SGD",
  counterexample: "Counterexamples to the wording",
};

/** A claim's evidence, one table for each kind that occurs, exact kinds first. */
export function evidenceTables(evidence: readonly Evidence[]): EvidenceTable[] {
  return (Object.keys(titles) as Evidence["kind"][]).flatMap((kind) => {
    const own = evidence.filter((piece) => piece.kind === kind);
    if (own.length === 0) return [];
    const cells = own.map(cellsOf);
    const used = cells[0]!.flatMap(([column], i) =>
      cells.some((row) => row[i]![1] !== "") ? [{ column, i }] : [],
    );
    return [
      {
        kind,
        title: titles[kind],
        columns: used.map(({ column }) => column),
        rows: cells.map((row) => used.map(({ i }) => row[i]![1])),
      },
    ];
  });
}

/** One piece of evidence as a line of text. */
export function evidenceText(piece: Evidence): string {
  const [about, outcome, ...rest] = cellsOf(piece);
  const details = rest.filter(([, value]) => value !== "").map(([column, value]) => `${column} ${value}`);
  return `${outcome![1]}: ${about![1]}${details.length > 0 ? ` (${details.join("; ")})` : ""}`;
}

function cellsOf(piece: Evidence): Cells {
  const head: Cells = [
    ["checked", piece.about],
    ["outcome", `${outcomeSign[piece.outcome]} ${piece.outcome}`],
  ];
  return [...head, ...details(piece)];
}

function details(piece: Evidence): Cells {
  switch (piece.kind) {
    case "identity":
      return [
        ["equalities", String(piece.count)],
        ["first failure", piece.failure ?? ""],
      ];
    case "proof":
      return [["certificate", certificateFile(piece.certificate).path]];
    case "property":
      return [
        ["cases", String(piece.cases)],
        ["seed", piece.seed === undefined ? "" : String(piece.seed)],
        ["smallest failure", piece.failure ?? ""],
      ];
    case "simulation":
      return [
        ["estimate", formatNumber(piece.estimate)],
        ["expected", formatNumber(piece.expected)],
        ["interval", `[${piece.interval.map(formatNumber).join(", ")}]`],
        ["margin", piece.margin === 0 ? "0 (sign)" : `±${formatNumber(piece.margin)}`],
        ["α", formatNumber(piece.alpha)],
        ["power", formatNumber(piece.power)],
        ["samples", String(piece.samples)],
        ["sampler", piece.sampler],
        ["seed", String(piece.seed)],
      ];
    case "counterexample":
      return [
        [
          "values",
          Object.entries(piece.values)
            .map(([name, value]) => `${name} = ${typeof value === "number" ? formatNumber(value) : value}`)
            .join(", "),
        ],
        ["model", JSON.stringify(piece.model)],
      ];
  }
}
