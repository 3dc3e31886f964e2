import type { ClaimResult } from "../proofs-check/ledger.ts";
import { escapeMarkup } from "./escape.ts";
import { evidenceText } from "./evidence-tables.ts";

/**
 * The verdicts as JUnit XML for continuous integration: a suite for each model and a case for each claim. A
 * refuted claim is a failure; an inconclusive one is an error, because the run did not do what it was for.
 */
export function junitXml(results: readonly ClaimResult[]): string {
  const models = [...new Set(results.map(({ model }) => model))];
  const suites = models.map((model) => {
    const own = results.filter((result) => result.model === model);
    return [
      `  <testsuite name="${escapeMarkup(model)}"${totals(own)}>`,
      ...own.map(testCase),
      "  </testsuite>",
    ];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="driftproof"${totals(results)}>`,
    ...suites.flat(),
    "</testsuites>",
    "",
  ].join("\n");
}

function totals(results: readonly ClaimResult[]): string {
  const count = (verdict: ClaimResult["verdict"]): number =>
    results.filter((result) => result.verdict === verdict).length;
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  return ` tests="${results.length}" failures="${count("refuted")}" errors="${count("inconclusive")}" skipped="0" time="${seconds.toFixed(3)}"`;
}

function testCase(result: ClaimResult): string {
  const { id, model, statement, scope, verdict, asStated, evidence, replay, seconds } = result;
  const attributes = `classname="${escapeMarkup(model)}" name="${escapeMarkup(id)}" time="${seconds.toFixed(3)}"`;
  const message = escapeMarkup(`${verdict}: ${statement}`.replace(/\s+/g, " "));
  const text = escapeMarkup(evidence.map(evidenceText).join("\n"));
  const problem = verdict === "refuted" ? "failure" : verdict === "inconclusive" ? "error" : undefined;
  const output = escapeMarkup(
    `${statement}\nScope: ${scope}\nVerdict: ${verdict}; as stated: ${asStated}\nReplay: ${replay}`,
  );
  return [
    `    <testcase ${attributes}>`,
    ...(problem ? [`      <${problem} type="${verdict}" message="${message}">${text}</${problem}>`] : []),
    `      <system-out>${output}</system-out>`,
    "    </testcase>",
  ].join("\n");
}
