import { DriftproofError, ModelError } from "../theory/errors.ts";
import type { Model } from "../theory/model.ts";
import { didYouMean } from "../theory/nearest.ts";
import type { Claim, Findings } from "./claims/claim.ts";
import { claims } from "./claims/index.ts";
import { type ClaimResult, verdictOf } from "./ledger.ts";

/** What `verify` judges, how thoroughly, and whom it tells of its progress. */
export interface VerifyOptions {
  readonly seed: number;
  readonly thorough?: boolean;
  /** A claim's id, or a prefix of some; all claims when absent. */
  readonly claim?: string;
  /** How a user names the model on the command line: `--model letter-figure2` or a file, for the replay lines. */
  readonly modelArgument?: (model: Model) => string;
  /** Called before and while a claim is checked: how much of the whole run is done, and what is going on. */
  readonly progress?: (fraction: number, label: string) => void;
  /** Called as each verdict is reached. */
  readonly onResult?: (result: ClaimResult) => void;
}

/** The claims that an id or prefix selects. @throws ModelError when there is none. */
export function selectClaims(prefix?: string): readonly Claim[] {
  const selected = claims.filter(({ id }) => prefix === undefined || id.startsWith(prefix));
  if (selected.length === 0) {
    const ids = claims.map(({ id }) => id);
    throw new ModelError(
      "claim",
      `there is none called "${prefix}", only ${ids.join(", ")}${didYouMean(`${prefix}`, ids)}`,
    );
  }
  return selected;
}

/** Judges every selected claim on every model. Same models and seed, same results but for `seconds`. */
export function verify(models: readonly Model[], options: VerifyOptions): ClaimResult[] {
  const selected = selectClaims(options.claim);
  const total = models.length * selected.length;
  const results: ClaimResult[] = [];
  for (const model of models) {
    for (const claim of selected) {
      const label = `${claim.id} on ${model.name}`;
      const report = (fraction: number): void =>
        options.progress?.((results.length + fraction) / total, label);
      report(0);
      const result = judge(claim, model, options, report);
      results.push(result);
      options.onResult?.(result);
    }
  }
  return results;
}

/** How the replay line names a model. */
export function modelArgumentOf(model: Model, { modelArgument }: VerifyOptions): string {
  return modelArgument?.(model) ?? `--model ${model.name}`;
}

/** A check that meets one of the suite's own errors has decided nothing, and says why. */
function settle(check: () => Findings): Findings {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof DriftproofError)) throw error;
    const about = `not decided: ${error.message}`;
    return {
      scope: "none: the check could not be carried out",
      evidence: [{ kind: "property", about, outcome: "undecided", cases: 0 }],
      asStated: "open",
    };
  }
}

function judge(
  claim: Claim,
  model: Model,
  options: VerifyOptions,
  progress: (fraction: number) => void,
): ClaimResult {
  const started = performance.now();
  const { seed, thorough = false } = options;
  const common = {
    id: claim.id,
    model: model.name,
    statement: claim.statement,
    replay: `driftproof verify ${modelArgumentOf(model, options)} --claim ${claim.id} --seed ${seed}${thorough ? " --thorough" : ""}`,
  };
  const findings = settle(() => claim.check(model, { seed, thorough, progress }));
  return {
    ...common,
    scope: findings.scope,
    ...(findings.regions && { regions: findings.regions }),
    verdict: verdictOf(findings.evidence, findings.provedByIdentity),
    asStated: findings.asStated,
    evidence: findings.evidence,
    seconds: (performance.now() - started) / 1000,
  };
}
