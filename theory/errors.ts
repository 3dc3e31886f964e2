/** The longest message. What a user's text brings beyond goes out of its middle, where long texts are quoted. */
const longestMessage = 2000;

/** A message as one line of bearable length, without characters that move a terminal's cursor. */
export function oneLine(message: string): string {
  const kept =
    message.length <= longestMessage
      ? message
      : `${message.slice(0, longestMessage / 2)} ... ${message.slice(-longestMessage / 4)}`;
  return kept
    .replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ")
    .trim()
    .replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * Everything that driftproof throws on purpose. The command line prints `message` alone and exits with
 * `exitCode`; anything else that is thrown is a bug and keeps its stack trace.
 */
export class DriftproofError extends Error {
  /** The process exit code that the command line gives this error. */
  readonly exitCode: number = 2;

  constructor(message: string) {
    super(oneLine(message));
    this.name = new.target.name;
  }
}

/** A model file or option that cannot be used. `path` names the wrong field, e.g. `features[0].variance`. */
export class ModelError extends DriftproofError {
  readonly path: string;

  constructor(path: string, problem: string) {
    super(path === "" ? problem : `${path}: ${problem}`);
    this.path = path;
  }
}

/** A question that the model does not admit: no closed equations, no derivative at a kink, ... */
export class UnsupportedError extends DriftproofError {}

/** A trajectory that leaves every bounded set. `time` is the last time at which it was finite. */
export class DivergenceError extends DriftproofError {
  override readonly exitCode: number = 3;
  readonly time: number;

  constructor(time: number, detail: string) {
    super(`the trajectory diverges at t = ${time.toPrecision(7)}: ${detail}`);
    this.time = time;
  }
}

/** A numerical method that did not reach its tolerance. The result is unknown, never approximated silently. */
export class ConvergenceError extends DriftproofError {
  override readonly exitCode: number = 3;
}

/** The two derivations of one term disagree: a defect in the theory floor itself. */
export class DerivationError extends DriftproofError {
  override readonly exitCode: number = 1;
}

/** Work that was told to stop before its end, as by Ctrl-C. */
export class CancelledError extends DriftproofError {
  override readonly exitCode: number = 130;

  constructor() {
    super("cancelled");
  }
}
