import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invoke, temporaryFile } from "../cli/harness.ts";
import { workedModel } from "../support/worked-model.ts";
import { dangerousWords, hostileJson, hostileTexts, mutatedJson } from "./hostile.ts";
import { expectOneLine, harmless } from "./watched.ts";

const seed = 20_264;

/** Exit codes that the documentation lists; 70, a defect of ours, is none of them. */
const exitCodes = [0, 1, 2, 3];

/** Runs a command line, which must end in one line of complaint where it does not end well. */
async function run(argv: readonly string[]): Promise<void> {
  const outcome = await harmless(() => invoke(...argv));
  const { code, out, err } = outcome!;
  expect(exitCodes, err).toContain(code);
  expect(out).not.toMatch(/NaN|undefined|\[object /);
  // Without a command, the help stands where an error would.
  if (err === "" || err.startsWith("Usage:")) return;
  expect(err.endsWith("\n")).toBe(true);
  expectOneLine(err.slice(0, -1));
}

const model = temporaryFile(
  JSON.stringify({ ...workedModel, activation: "y", features: workedModel.features.slice(0, 1) }),
);

/** Command lines that work and take no time, to be spoiled. */
const working: readonly (readonly string[])[] = [
  ["derive", model, "--format", "text", "--hypotheses", "model"],
  ["derive", model, "--json", "--expand", "--values"],
  ["evaluate", model, "--at", '{"Q":[0.5],"s":1}', "--seed", "3"],
  ["integrate", model, "--from", "0.2", "--until", "2", "--points", "3", "--tolerance", "1e-6"],
  ["integrate", model, "--fluctuations", "--dimension", "100", "--until-level", "Q1=0.5", "--until", "1"],
  ["simulate", model, "--from", "0.2", "--dimension", "20", "--runs", "2", "--until", "1", "--workers", "0"],
  [
    "simulate",
    model,
    "--start",
    "random",
    "--sampler",
    "overlap",
    "--dimension",
    "9",
    "--no-predict",
    "--runs",
    "2",
  ],
  ["fixed-points", model, "--json"],
  ["basins", model, "--grid", "5", "--workers", "0", "--s", "1"],
  ["check", model, "--json"],
  ["explain", "noise-variance"],
  ["models", "--json"],
  ["merge", model, "-o", "out.jsonl"],
  ["plot", model, "--x", "eta", "-o", "out.svg"],
  ["sweep", model, "-o", "out.jsonl", "--shard", "1/2"],
];

const words = fc.oneof(
  hostileTexts(),
  fc.constantFrom(
    ...dangerousWords.map((word) => `--${word}`),
    "--model",
    "--json",
    "--seed=1",
    "-1",
    "1e9999",
  ),
  fc.constantFrom(
    "--at",
    '{"Q":[1e999]}',
    '{"__proto__":{"Q":[0]}}',
    "0.1,,0.2",
    "1e-300",
    "1e300",
    "0",
    "2",
  ),
  hostileJson().map((value) => JSON.stringify(value)),
);

/** One to three of a command line's words replaced, removed, repeated, or put in. */
const spoiled = fc
  .tuple(
    fc.constantFrom(...working),
    fc.array(
      fc.record({
        at: fc.nat(),
        how: fc.constantFrom("replace", "remove", "repeat", "insert"),
        word: words,
      }),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([argv, changes]) => {
    const copy = [...argv];
    for (const { at, how, word } of changes) {
      const place = at % (copy.length + 1);
      if (how === "replace") copy.splice(place, 1, word);
      else if (how === "remove") copy.splice(place, 1);
      else copy.splice(place, 0, how === "repeat" ? (copy[place] ?? word) : word);
    }
    return copy;
  });

describe("the command line", () => {
  // What a spoiled command still writes, it writes here.
  const home = process.cwd();
  const elsewhere = mkdtempSync(join(tmpdir(), "driftproof-hostile-"));
  const within = async (work: () => Promise<void>): Promise<void> => {
    process.chdir(elsewhere);
    try {
      await work();
    } finally {
      process.chdir(home);
    }
  };

  it("works before it is spoiled", async () => {
    for (const argv of working.slice(0, 9)) expect((await invoke(...argv)).code, argv.join(" ")).toBe(0);
  });

  it("takes or refuses any words", () =>
    within(() =>
      fc.assert(fc.asyncProperty(fc.array(words, { maxLength: 6 }), run), { seed, numRuns: 150 }),
    ));

  it("takes or refuses command lines with something wrong in them", () =>
    within(() => fc.assert(fc.asyncProperty(spoiled, run), { seed, numRuns: 250 })));

  it("takes or refuses a state that is any JSON", async () => {
    const states = fc.oneof(
      hostileJson().map((value) => JSON.stringify(value)),
      mutatedJson(fc.constant({ Q: [0.5], s: 1 })),
    );
    await fc.assert(
      fc.asyncProperty(states, (state) => run(["evaluate", model, `--at=${state}`, "--json"])),
      { seed, numRuns: 100 },
    );
  });

  it("takes or refuses files that are any JSON, whatever reads them", async () => {
    const sweep = { command: "fixed-points", model: "letter-figure2", grid: { learningRate: [1, 2] } };
    const texts = fc.oneof(
      hostileJson().map((value) => JSON.stringify(value)),
      hostileTexts(),
      mutatedJson(fc.constantFrom<unknown>(sweep, { ...sweep, grid: undefined, points: [{ batch: 3 }] })),
    );
    const commands = fc.constantFrom("sweep", "merge", "plot", "check", "derive", "verify");
    const extra: Readonly<Record<string, readonly string[]>> = {
      sweep: ["-o", "never.jsonl", "--workers", "0"],
      merge: ["-o", "never.jsonl"],
      plot: ["--x", "tau", "-o", "never.svg"],
      verify: ["--no-report", "--claim", "none-such"],
    };
    await within(() =>
      fc.assert(
        fc.asyncProperty(commands, texts, (command, text) =>
          run([command, temporaryFile(text, "hostile.json"), ...(extra[command] ?? [])]),
        ),
        { seed, numRuns: 150 },
      ),
    );
    expect(readdirSync(elsewhere).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
