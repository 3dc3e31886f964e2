import { describe, expect, test } from "vitest";
import { exampleModel, invoke, invokeWith, temporaryFile } from "./harness.ts";

const figure2 = ["--model", "letter-figure2"];

async function complaint(...argv: string[]): Promise<string> {
  const { code, out, err } = await invoke(...argv);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^driftproof: [^\n]+\n$/);
  expect(err).not.toMatch(/ {4}at /);
  return err;
}

describe("a wrong model is one line that names the field", () => {
  test.each([
    ["unknown key", { speling: 1 }, /speling: unknown key/],
    ["nested unknown key", { background: { variance: 1, mean: 0 } }, /background\.mean: unknown key/],
    ["batch of one", { batch: 1 }, /batch: .*at least 2, found 1/],
    ["correlation", { augmentation: { variance: 1, correlation: 1.5 } }, /augmentation\.correlation: .*1\.5/],
    ["negative variance", { background: { variance: -1 } }, /background\.variance: /],
    ["a singular phi", { activation: "log(y)" }, /activation: .*singular/],
    ["phi that is code", { activation: "import('fs')" }, /activation: /],
    ["not a number", { learningRate: "NaN" }, /learningRate: /],
    ["null for NaN", { learningRate: null }, /learningRate: /],
    ["unknown law", { features: [{ law: "cauchy", variance: 1 }] }, /features\[0\]/],
    ["misspelt key", { bach: 3 }, /bach: unknown key; did you mean batch\?/],
    ["misspelt phi", { activation: "tanhh" }, /activation: .*"tanhh"; did you mean tanh\?/],
    ["misspelt loss", { loss: "covarance" }, /loss: .*; did you mean covariance\?/],
    ["misspelt constraint", { constraint: "spher" }, /constraint: .*; did you mean sphere\?/],
    ["misspelt penalty", { regularizer: { kind: "hubber" } }, /regularizer\.kind: .*; did you mean huber\?/],
    ["misspelt law", { features: [{ law: "gausian", variance: 1 }] }, /law: .*; did you mean gaussian\?/],
    ["multi-line text", { activation: "y\n+\n" }, /activation: /],
  ])("%s", async (_, changes, message) => {
    expect(await complaint("derive", exampleModel(changes))).toMatch(message);
  });

  test("a file that is not JSON: name and position", async () => {
    const file = temporaryFile('{\n  "batch": 10,\n  "loss" "covariance"\n}');
    expect(await complaint("derive", file)).toContain(
      `"${file}" is not JSON: it goes wrong at line 3, column 10`,
    );
  });

  test("other files", async () => {
    expect(await complaint("derive", "no-such.json")).toContain('"no-such.json": there is no such file');
    expect(await complaint("derive", "letter-figure2")).toContain("did you mean --model letter-figure2?");
    expect(await complaint("derive", ".")).toContain("it is a directory");
    expect(await complaint("derive", temporaryFile("[]"))).toContain("a model is a JSON object");
  });

  test("an unknown built-in model suggests the nearest", async () => {
    expect(await complaint("derive", "--model", "leter-figure3")).toContain("did you mean letter-figure3?");
    expect(await complaint("derive", "--model", "x")).toContain("there are letter-figure2");
  });
});

describe("a wrong command line is one line", () => {
  test.each<[string[], RegExp]>([
    [["frobnicate"], /unknown command 'frobnicate'/],
    [["verfy"], /unknown command 'verfy'; did you mean verify\?/],
    [["derive", "--frobnicate"], /unknown option '--frobnicate'$/m],
    // What is misspelt may be what is missing.
    [["evaluate", "--modle", "letter-figure2"], /unknown option '--modle'; did you mean --model\?/],
    [["evaluate", ...figure2, "--att", '{"Q":[0]}'], /unknown option '--att'; did you mean --at\?/],
    [["merge", "--outptu", "a", "b"], /unknown option '--outptu'; did you mean --output\?/],
    [["merge", "a"], /required option '-o, --output <file>' not specified/],
    [["derive"], /no model/],
    [["derive", "x.json", ...figure2], /exclude each other/],
    [["derive", ...figure2, "--format", "word"], /--format/],
    [["derive", ...figure2, "--format", "latex", "--json"], /exclude each other/],
    [["derive", ...figure2, "--seed", "1.5"], /--seed/],
    [["derive", ...figure2, "--seed", "-1"], /--seed/],
    [["simulate", ...figure2, "--from", "0.1", "--dimension", "NaN"], /--dimension/],
    [["simulate", ...figure2, "--from", "0.1", "--dimension", "-3"], /--dimension/],
    [["simulate", ...figure2, "--from", "0.1", "--dimension", "10.5"], /--dimension/],
    [["simulate", ...figure2, "--from", "0.1", "--dimension", ""], /--dimension/],
    [["simulate", ...figure2, "--from", "0.1", "--runs", "0"], /--runs/],
    [["simulate", ...figure2, "--from", "0.1", "--until", "Infinity"], /--until/],
    [["simulate", ...figure2, "--from", "0.1", "--sampler", "magic"], /--sampler/],
    [["simulate", ...figure2, "--from", "0.1", "--sampler", "direct", "--dimension", "1e12"], /dimension/],
    [["simulate", ...figure2, "--from", "0.1", "--start", "random"], /exclude each other/],
    [["simulate", ...figure2, "--from", "1.1"], /from: \|Q\|\^2/],
    [["integrate", ...figure2, "--from", "0.1,0.2"], /from: expected 1/],
    [["integrate", ...figure2, "--from", "a"], /--from/],
    [["integrate", ...figure2, "--from", "0.1", "--s", "2"], /s: is 1 on the sphere/],
    [["integrate", ...figure2, "--from", "0.1", "--points", "1"], /--points/],
    [["integrate", ...figure2, "--from", "0.1", "--tolerance", "0"], /--tolerance/],
    [["integrate", ...figure2, "--from", "0.1", "--dimension", "100"], /--fluctuations/],
    [["integrate", exampleModel({ regularizer: { kind: "l1" } }), "--fluctuations"], /do not close/],
    [["evaluate", ...figure2], /--at/],
    [["evaluate", ...figure2, "--at", "{"], /--at: is not JSON/],
    [["evaluate", ...figure2, "--at", "[0.1]"], /--at: expected an object/],
    [["evaluate", ...figure2, "--at", "{}"], /--at Q: is missing/],
    [["evaluate", ...figure2, "--at", '{"Q":0.1}'], /--at Q: expected an array/],
    [["evaluate", ...figure2, "--at", '{"Q":[0.1,0.2]}'], /--at Q: expected 1 overlaps, found 2/],
    [["evaluate", ...figure2, "--at", '{"Q":["a"]}'], /--at Q\[0\]: .*"a"/],
    [["evaluate", ...figure2, "--at", '{"Q":[1e999]}'], /--at Q\[0\]: .*Infinity/],
    [["evaluate", ...figure2, "--at", '{"Q":[2]}'], /--at Q: \|Q\|\^2 = 4 is above s = 1/],
    [["evaluate", ...figure2, "--at", '{"Q":[0],"s":0.5}'], /--at s: is 1 on the sphere/],
    [["evaluate", ...figure2, "--at", '{"Q":[0],"z":1}'], /--at z: unknown key/],
    [["verify", ...figure2, "--claim", "no-such-claim", "--no-report"], /no-such-claim/],
    [["fixed-points", exampleModel({ regularizer: { kind: "l1", strength: 1 } })], /do not close/],
  ])("%j", async (argv, message) => {
    expect(await complaint(...argv)).toMatch(message);
  });

  test("no command at all prints the help", async () => {
    const { code, err } = await invoke();
    expect(code).toBe(2);
    expect(err).toContain("Usage: driftproof");
  });
});

describe("divergence", () => {
  const explosive = exampleModel({
    features: [{ law: "rademacher", variance: 1 }],
    activation: "identity",
    regularizer: { kind: "none" },
    constraint: "free",
  });

  test.each(["integrate", "simulate"])("%s says when, and prints no number", async (command) => {
    const size = command === "simulate" ? ["--dimension", "100", "--runs", "2"] : [];
    const argv = [command, explosive, "--from", "0.1", "--until", "2000", "--json", ...size];
    const { code, out, err } = await invoke(...argv);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(/^driftproof: the trajectory diverges at t = [\d.]+: [^\n]+\n$/);
    expect(err).not.toContain("NaN");
  });
});

test("a defect is one line with exit code 70, and a stack on request", async () => {
  const broken = { write: () => {}, isTTY: false };
  const { run } = await import("../../cli/run.ts");
  const outputs = await Promise.all(
    [{}, { DRIFTPROOF_DEBUG: "1" }].map(async (env) => {
      let err = "";
      const io = {
        stdout: broken,
        stderr: { write: (text: string) => void (err += text), isTTY: false },
        env,
      };
      const code = await run(io, () => Promise.reject(new TypeError("oops\nindeed")));
      return { code, err };
    }),
  );
  expect(outputs[0]).toEqual({
    code: 70,
    err: "driftproof: internal error: oops indeed (set DRIFTPROOF_DEBUG=1 for the stack)\n",
  });
  expect(outputs[1]!.code).toBe(70);
  expect(outputs[1]!.err).toContain("    at ");
  const { err } = await invokeWith({ DRIFTPROOF_DEBUG: "1" }, "derive", "no-such.json");
  expect(err).toContain("    at ");
});
