import type { Claim } from "../../proofs-check/claims/claim.ts";
import type { Found } from "../../proofs-check/search/search.ts";
import { ModelError } from "../../theory/errors.ts";
import type { ModelInput } from "../../theory/model.ts";
import { modelOf } from "../model-argument.ts";
import { type CommonOptions, example, wholeNumber, withModel } from "../options.ts";
import { formatValue, printJson, textTable } from "../output.ts";
import { progressBar } from "../progress.ts";
import type { AddCommand, Context } from "./command.ts";

interface SearchCommandOptions extends CommonOptions {
  readonly tries: number;
  readonly output?: string;
}

/** `search CLAIM`: looks for a model that contradicts a claim's wording. */
export const addSearch: AddCommand = (program, context) => {
  const command = program.command("search").argument("<claim>", "the claim's id (see: driftproof explain)");
  withModel(command, "a model file (JSON): keep its structure, move only its noises, batch and learning rate")
    .description("look for a model that contradicts a claim's wording: 0 found, 3 none found")
    .option("--tries <n>", "models to draw before the best are improved", wholeNumber(1, 1_000_000), 200)
    .option("-o, --output <file>", "where the model file goes (default: counterexample-CLAIM.json)")
    .addHelpText(
      "after",
      `${example("search noise-variance")}\n  driftproof search noise-benefit --model letter-figure4`,
    )
    .action((claim: string, file: string | undefined, options: SearchCommandOptions) =>
      runSearch(claim, file, options, context),
    );
};

async function runSearch(
  id: string,
  file: string | undefined,
  options: SearchCommandOptions,
  { io, done }: Context,
): Promise<void> {
  const { claims } = await import("../../proofs-check/claims/index.ts");
  const claim = claimOf(id, claims);
  const { searchCounterexample } = await import("../../proofs-check/search/search.ts");
  const named = file !== undefined || options.model !== undefined;
  const base = named ? (await modelOf(file, options.model)).model.source : undefined;
  const { seed, tries } = options;
  const progress = progressBar(io.stderr);
  let found: Found | undefined;
  try {
    found = searchCounterexample(claim.wording, {
      seed,
      tries,
      ...(base && { base }),
      progress: (fraction) => progress.update(fraction, `search ${claim.id}`),
    });
  } finally {
    progress.clear();
  }
  done(found ? 0 : 3);
  const { sentence } = claim.wording;
  const path = options.output ?? `counterexample-${claim.id}.json`;
  if (found) {
    const { writeFile } = await import("../write-file.ts");
    writeFile(path, `${JSON.stringify(found.input, null, 2)}\n`);
  }
  if (options.json) {
    const { input, ...numbers } = found ?? {};
    printJson(io.stdout, {
      claim: claim.id,
      wording: sentence,
      found: found !== undefined,
      ...numbers,
      ...(input && { model: input, file: path }),
    });
    return;
  }
  io.stdout.write(
    found
      ? foundText(sentence, found, path, claim.id)
      : `No counterexample among ${tries} models to: ${sentence}.\nThat proves nothing; try more with --tries, or another --seed.\n`,
  );
}

type Searchable = Claim & Required<Pick<Claim, "wording">>;

/** @throws ModelError where no claim has the id, or none of its wording can be searched. */
function claimOf(id: string, claims: readonly Claim[]): Searchable {
  const searchable = claims.filter((claim): claim is Searchable => claim.wording !== undefined);
  const found = searchable.find((claim) => claim.id === id);
  if (found) return found;
  const names = searchable.map((claim) => claim.id).join(", ");
  const reason = claims.some((claim) => claim.id === id)
    ? `"${id}" is no statement that a single model can contradict; verify judges it`
    : `there is none called "${id}"`;
  throw new ModelError("claim", `${reason}; to be searched are ${names}`);
}

function foundText(sentence: string, { input, margin, values }: Found, path: string, id: string): string {
  const rows = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "number" ? formatValue(value) : value,
  ]);
  return [
    `A counterexample to: ${sentence}.\n\n`,
    `${textTable(["quantity", "value"], rows)}\n\n`,
    `${modelText(input)}\n\n`,
    `It is off by ${(100 * margin).toPrecision(3)} %.\nWritten: ${path}\n`,
    `Judge it: driftproof verify ${path} --claim ${id}\n`,
  ].join("");
}

function modelText(input: ModelInput): string {
  return JSON.stringify(input, null, 1)
    .replace(/\n\s*/g, " ")
    .replace(/("features"|"background"|"activation"|"batch")/g, "\n  $1");
}
