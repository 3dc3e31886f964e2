import { battery } from "../proofs-check/mutants/battery.ts";
import { mutants } from "../proofs-check/mutants/index.ts";
import { slightErrors } from "../proofs-check/mutants/kinds/slight-errors.ts";
import { stages } from "../proofs-check/mutants/mutant.ts";
import { type Row, relevant, type Score, scoreMutants, toRefute } from "../proofs-check/mutants/score.ts";

/**
 * Runs wrong theories through simulated single steps, with no symbolic check: each that is wrong by more than 2 % of a
 * quantity's size has to be refuted, the others have a reason, and the theory as derived has to hold in the same tests.
 * Exit code 1 otherwise.
 * Usage: npm run mutants [-- SEED]
 */
const started = performance.now();
const seed = Number(process.argv[2] ?? 1);
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 2 : 0)} %`;
const pValue = (p: number): string => (p === 0 ? "< 1e-300" : p.toExponential(1));

const score = scoreMutants(
  battery,
  [...mutants, ...slightErrors],
  { blockSize: 2000, blocks: 3000 },
  seed,
  (fraction) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${Math.round(100 * fraction)} %`);
  },
);
if (process.stderr.isTTY) process.stderr.write("\r");

const wanted = toRefute(score);
const survivors = wanted.filter(({ refutation }) => !refutation);
console.log("p: of an error within the margin; beyond: the margin, in standard errors\n");
printTable(wanted);
const spared = score.rows.filter((row) => !wanted.includes(row));
printEquivalent(spared);
const explained = spared.every(({ mutant }) => mutant.equivalent);
const holds = printTruth(score);
console.log(`\n${wanted.length - survivors.length} of ${wanted.length} non-equivalent mutants refuted`);
for (const { mutant } of survivors) console.log(`  survives: ${mutant.id}`);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s, seed ${seed}`);
process.exitCode = survivors.length === 0 && explained && holds ? 0 : 1;

function printTable(rows: readonly Row[]): void {
  const columns = [27, 10, 26, 17, 9, 10, 6];
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => cell.padEnd(columns[i] ?? 0)).join(" ");
  console.log(line(["mutant", "wrong", "changes most", "refuted by", "p", "beyond", "tests", "the error"]));
  for (const { mutant, change, refutation } of rows) {
    const stage = stages.find((name) => mutant[name]) ?? "";
    console.log(
      line([
        mutant.id,
        stage,
        `${change.at?.quantity} by ${percent(change.size)}`,
        refutation?.at.quantity ?? "nothing",
        refutation ? pValue(refutation.pValue) : "",
        refutation ? `${refutation.beyond.toFixed(0)} se` : "",
        String(refutation?.tests ?? 0),
        mutant.words,
      ]),
    );
  }
}

function printEquivalent(rows: readonly Row[]): void {
  console.log(`\nEquivalent: no quantity changes by more than ${percent(relevant)} at any state`);
  for (const { mutant } of rows) {
    console.log(`  ${mutant.id}: ${mutant.words}; ${mutant.equivalent ?? "reason unknown"}`);
  }
}

/** Prints how the theory as derived fares, and says whether it holds throughout. */
function printTruth({ nullTests }: Score): boolean {
  const count = (outcome: string): number => nullTests.filter((test) => test.outcome === outcome).length;
  const largest = Math.max(...nullTests.map((test) => Math.abs(test.score)));
  console.log(
    `\nThe theory as derived, same tests: ${count("holds")} of ${nullTests.length} hold, ${count("fails")} fail; the largest deviation is ${largest.toFixed(1)} standard errors`,
  );
  console.log("Smallest error that is refuted with 99 % power, at the best of the states:");
  const groups = [...new Set(nullTests.map(({ group }) => group))];
  for (const group of groups) {
    const best = Math.min(...nullTests.filter((test) => test.group === group).map((test) => test.resolution));
    console.log(`  ${group.padEnd(18)} ${percent(best)}`);
  }
  return count("holds") === nullTests.length;
}
