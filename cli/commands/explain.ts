import type { Claim } from "../../proofs-check/claims/claim.ts";
import { ModelError } from "../../theory/errors.ts";
import { nearest } from "../../theory/nearest.ts";
import { example } from "../options.ts";
import { printJson } from "../output.ts";
import type { AddCommand } from "./command.ts";

/** `explain`: what a claim says, and how its verdict comes about. */
export const addExplain: AddCommand = (program, { io }) => {
  program
    .command("explain")
    .description("what a claim says, what it assumes and how it is judged; without one, the list of claims")
    .argument("[claim]", "the claim's id")
    .option("--json", "print one JSON document")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", example("explain noise-variance"))
    .action(async (id: string | undefined, { json }: { readonly json?: boolean }) => {
      const { claims } = await import("../../proofs-check/claims/index.ts");
      if (id === undefined) {
        if (json) printJson(io.stdout, { claims: claims.map(documentOf) });
        else io.stdout.write(listText(claims));
        return;
      }
      const claim = claims.find((one) => one.id === id);
      if (!claim) {
        const names = claims.map((one) => one.id);
        const meant = nearest(id, names);
        const hint = meant === undefined ? `there are ${names.join(", ")}` : `did you mean ${meant}?`;
        throw new ModelError("claim", `there is none called "${id}"; ${hint}`);
      }
      if (json) printJson(io.stdout, documentOf(claim));
      else io.stdout.write(claimText(claim));
    });
};

function documentOf({ id, statement, latex, source, hypotheses, checks, wording }: Claim): object {
  return { id, statement, latex, source, hypotheses, checks, wording: wording?.sentence ?? null };
}

function listText(claims: readonly Claim[]): string {
  const width = Math.max(...claims.map(({ id }) => id.length));
  return `${claims.map(({ id, statement }) => `${id.padEnd(width)}  ${statement}`).join("\n")}\n`;
}

const width = 96;

function claimText({ id, statement, latex, source, hypotheses, checks, wording }: Claim): string {
  const kinds = Math.max(...checks.map(({ kind }) => kind.length));
  const sections = [
    `${id}: ${source}`,
    wrap(statement, 2),
    `In LaTeX:\n  ${latex}`,
    `It assumes:\n${hypotheses.map((text) => wrap(`- ${text}`, 2, 4)).join("\n")}`,
    `Evidence that it may rest on:\n${checks
      .map(({ kind, about }) => wrap(`${kind.padEnd(kinds)}  ${about}`, 2, kinds + 4))
      .join("\n")}`,
    wrap(
      "The verdict is about the statement inside the scope that a run names: refuted when any evidence speaks against it, inconclusive when any decides nothing, proved when exact evidence covers it, supported otherwise. Counterexamples concern the wording without its scope.",
      0,
    ),
    wording
      ? `${wrap(`The wording without a scope: ${wording.sentence}.`, 0)}\nA model that contradicts it: driftproof search ${id}`
      : undefined,
    `Judge it: driftproof verify --model letter-figure2 --claim ${id}`,
  ];
  return `${sections.filter((section) => section !== undefined).join("\n\n")}\n`;
}

/** Breaks lines at spaces. @param hanging the indent of all lines but the first. */
function wrap(text: string, indent: number, hanging = indent): string {
  const lines: string[] = [];
  let line = " ".repeat(indent);
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const joined = line.trim() === "" ? line + word : `${line} ${word}`;
    if (joined.length > width && line.trim() !== "") {
      lines.push(line);
      line = " ".repeat(hanging) + word;
    } else line = joined;
  }
  return [...lines, line].join("\n");
}
