import { describe, expect, test } from "vitest";
import { exampleModel, invoke, invokeJson } from "./harness.ts";

describe("evaluate", () => {
  const expectedKeys = ["f", "g", "jacobian", "lambda", "ode"];

  test("the worked point", async () => {
    const value = await invokeJson<{
      g: number[];
      f: number;
      lambda: number;
      ode: { Q: number[]; s: number | null };
      jacobian: number[][];
    }>("evaluate", exampleModel(), "--at", '{"Q":[0.5,0.2],"s":1}');
    expect(Object.keys(value).sort()).toEqual(expectedKeys);
    expect(value.g[0]).toBeCloseTo(0.209375, 6);
    expect(value.g[1]).toBeCloseTo(0.064167, 6);
    expect(value.lambda).toBeCloseTo(0.048564, 6);
    expect(value.ode.Q[0]).toBeCloseTo(0.07227, 5);
    expect(value.ode.Q[1]).toBeCloseTo(0.01912, 5);
    expect(value.ode.s).toBeNull();
    expect(value.jacobian.map((row) => row.length)).toEqual([2, 2]);
  });

  test("the free norm has a rate of its own and must be given", async () => {
    const file = exampleModel({ constraint: "free", activation: "quadratic" });
    const value = await invokeJson<{ ode: { s: number }; jacobian: number[][] }>(
      "evaluate",
      file,
      "--at",
      '{"Q":[0.5,0.2],"s":2}',
    );
    expect(value.ode.s).toBeTypeOf("number");
    expect(value.jacobian).toHaveLength(3);
    expect((await invoke("evaluate", file, "--at", '{"Q":[0.5,0.2]}')).err).toContain("--at s: is missing");
  });

  test("text", async () => {
    const { out } = await invoke("evaluate", "--model", "letter-figure3", "--at", '{"Q":[0.5,0.2]}');
    expect(out).toMatch(/at Q = \(0\.5, 0\.2\), s = 1/);
    expect(out).toMatch(/^lambda += {2}0\.0433/m);
  });
});

describe("integrate", () => {
  test("JSON", async () => {
    const argv = [
      "integrate",
      "--model",
      "letter-figure3",
      "--from",
      "0.2,0.1",
      "--until",
      "20",
      "--points",
      "6",
    ];
    const value = await invokeJson<{ t: number[]; Q: number[][]; s: number[]; method: string }>(...argv);
    expect(Object.keys(value)).toEqual(["t", "Q", "s", "method", "evaluations"]);
    expect(value.t).toEqual([0, 4, 8, 12, 16, 20]);
    expect(value.Q[0]).toEqual([0.2, 0.1]);
    expect(value.Q[5]![0]).toBeCloseTo(0.96399, 4);
    expect(value.s).toEqual([1, 1, 1, 1, 1, 1]);
    const stiff = await invokeJson<typeof value>(...argv, "--method", "rodas4", "--tolerance", "1e-10");
    expect(stiff.method).toBe("rodas4");
    expect(stiff.Q[5]![0]).toBeCloseTo(value.Q[5]![0]!, 6);
  });

  test("--until-fixed-point and --until-level stop sooner, and say where", async () => {
    const argv = ["integrate", "--model", "letter-figure3", "--from", "0.2,0.1", "--until", "200"];
    interface Stopped {
      t: number[];
      Q: number[][];
      stop: { reason: string; t: number } | null;
    }
    const level = await invokeJson<Stopped>(...argv, "--until-level", "Q1=0.5", "--until-fixed-point");
    expect(Object.keys(level)).toEqual(["t", "Q", "s", "stop", "method", "evaluations"]);
    expect(level.stop).toEqual({ reason: "Q1 = 0.5", t: level.t.at(-1) });
    expect(level.Q.at(-1)![0]).toBeCloseTo(0.5, 10);
    const rest = await invokeJson<Stopped>(...argv, "--until-fixed-point");
    expect(rest.stop!.reason).toBe("a stable fixed point");
    expect(rest.t.slice(0, -1)).toEqual([0, 40, 80, 120]);
    const { out } = await invoke(...argv, "--until-fixed-point");
    expect(out).toContain(`It reaches a stable fixed point at t = ${rest.stop!.t.toPrecision(10)}.`);
    const never = await invokeJson<Stopped>(...argv, "--until-level", "Q2=0.9");
    expect([never.stop, never.t.length]).toEqual([null, 6]);
    const said = await invoke(...argv, "--until-level", "Q2=0.9");
    expect(said.out).toContain("It does not reach Q2 = 0.9 by t = 200.");
    expect((await invoke(...argv, "--until-level", "s=0.9")).err).toBe(
      "driftproof: level: must be of Q1 or Q2, found s\n",
    );
    expect((await invoke(...argv, "--until-level", "Q1")).code).toBe(2);
  });

  test("--fluctuations adds Sigma, --dimension its standard deviations, to JSON and text", async () => {
    const argv = ["--from", "0.2", "--until", "4", "--points", "3", "--fluctuations"];
    const model = (constraint: string) =>
      exampleModel({ features: [{ law: "rademacher", variance: 1.2 }], activation: "sin", constraint });
    for (const [constraint, size] of [
      ["sphere", 1],
      ["free", 2],
    ] as const) {
      const file = model(constraint);
      const plain = await invokeJson<Record<string, unknown>>("integrate", file, ...argv);
      expect(Object.keys(plain)).toEqual(["t", "Q", "s", "sigma", "method", "evaluations"]);
      const { sigma, sd } = await invokeJson<{
        sigma: number[][][];
        sd: { Q: number[][]; s: number[] };
      }>("integrate", file, ...argv, "--dimension", "400");
      expect(sigma).toEqual(plain["sigma"]);
      expect(sigma.map((matrix) => matrix.map((row) => row.length))).toEqual(
        Array(3).fill(Array(size).fill(size)),
      );
      expect(sigma[0]!.flat().every((value) => value === 0)).toBe(true);
      expect(sd.Q[2]![0]).toBeCloseTo(Math.sqrt(sigma[2]![0]![0]! / 400), 12);
      expect(sd.s[2]! > 0).toBe(constraint === "free");
    }
    const table = async (...more: string[]) =>
      (await invoke("integrate", model("free"), ...argv, ...more)).out;
    const spreads = async (...more: string[]) =>
      [...(await table(...more)).matchAll(/± (0\.\d+(?:e-\d+)?)/g)].map(([, spread]) => Number(spread));
    const [limit, finite] = [await spreads(), await spreads("--dimension", "400")];
    expect(limit).toHaveLength(6);
    limit.forEach((spread, i) => {
      expect(finite[i]! * 20).toBeCloseTo(spread, 2);
    });
  });
});

describe("simulate", () => {
  const argv = [
    "simulate",
    "--model",
    "letter-figure3",
    "--from",
    "0.2,0.1",
    "--until",
    "4",
    "--points",
    "3",
  ];

  interface Simulated {
    t: number[];
    Q: { mean: number[][]; standardError: number[][] | null; covariance: number[][][] | null };
    s: { mean: number[]; standardError: number[] | null; covariance: number[] | null };
    predicted: {
      Q: number[][];
      s: number[];
      sd: { Q: number[][]; s: number[] };
      deviation: { Q: (number | null)[][]; s: (number | null)[] };
    } | null;
    steps: number;
    seconds: number;
  }

  test("JSON, and one seed gives the same bytes but for the seconds", async () => {
    const run = async (...more: string[]) => {
      const { out } = await invoke(...argv, "--dimension", "1e3", "--runs", "4", "--json", ...more);
      return out.replace(/"seconds": [-\d.e]+/, "");
    };
    const [first, second, other] = [await run(), await run("--seed", "1"), await run("--seed", "2")];
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    const value = await invokeJson<Simulated>(...argv, "--runs", "4");
    expect(Object.keys(value)).toEqual(["t", "Q", "s", "predicted", "steps", "seconds"]);
    expect(value.t).toEqual([0, 2, 4]);
    expect(value.Q.mean[0]).toEqual([0.2, 0.1]);
    expect(value.Q.standardError).toHaveLength(3);
    expect(value.Q.covariance!.map((matrix) => matrix.map((row) => row.length))).toEqual([
      [2, 2],
      [2, 2],
      [2, 2],
    ]);
    expect(value.s.mean).toEqual([1, 1, 1]);
    expect(value.steps).toBe(4 * 4000);
  });

  test("beside what the theory predicts, which is what integrate gives", async () => {
    const trajectory = ["--until", "20"];
    const { t, Q, predicted } = await invokeJson<Simulated>(
      ...[
        "simulate",
        "--model",
        "letter-figure3",
        "--sampler",
        "overlap",
        "--dimension",
        "1e3",
        "--runs",
        "2",
      ],
      ...trajectory,
    );
    const theory = await invokeJson<Record<string, unknown>>(
      ...["integrate", "--model", "letter-figure3", "--fluctuations", "--dimension", "1e3"],
      ...trajectory,
    );
    const { deviation, ...means } = predicted!;
    expect({ t, ...means }).toEqual({ t: theory["t"], Q: theory["Q"], s: theory["s"], sd: theory["sd"] });
    expect(deviation.Q[0]).toEqual([null, null]);
    for (let i = 1; i < t.length; i++) {
      deviation.Q[i]!.forEach((value, l) => {
        const error = means.sd.Q[i]![l]! / Math.sqrt(2);
        expect(value).toBeCloseTo((Q.mean[i]![l]! - means.Q[i]![l]!) / error, 9);
        expect(Math.abs(value!)).toBeLessThan(5);
      });
    }
    expect(deviation.s).toEqual(t.map(() => null));
  });

  test("without theory where it says nothing, or is not asked", async () => {
    const l1 = exampleModel({ regularizer: { kind: "l1", strength: 0.1 } });
    const short = ["--from", "0.2,0.1", "--dimension", "50", "--until", "1"];
    expect((await invokeJson<Simulated>("simulate", l1, ...short)).predicted).toBeNull();
    expect((await invoke("simulate", l1, ...short)).out).toMatch(/^No prediction: .*do not close/m);
    expect((await invokeJson<Simulated>(...argv, "--no-predict")).predicted).toBeNull();
    const { out } = await invoke(...argv, "--no-predict");
    expect(out).not.toContain("heory");
  });

  test("the linear theory of a random start ends, and the text says so", async () => {
    const random = ["simulate", "--model", "letter-figure2", "--start", "random", "--dimension", "100"];
    const note = "linear theory, which has ended";
    expect((await invoke(...random, "--until", "0.5", "--runs", "2")).out).not.toContain(note);
    expect((await invoke(...random, "--until", "9", "--runs", "2")).out).toContain(note);
  });

  test("text compares a free norm too", async () => {
    const file = exampleModel({ activation: "sin", constraint: "free" });
    const { out } = await invoke("simulate", file, "--dimension", "300", "--until", "1", "--runs", "3");
    expect(out).toMatch(/^ *t +Q1 +Q1 theory +off +Q2 +Q2 theory +off +s +s theory +off$/m);
    const last = /^ *1 .*$/m.exec(out)![0];
    expect(last.match(/±/g)).toHaveLength(6);
  });

  test("one run has no spread", async () => {
    const value = await invokeJson<Simulated>(...argv, "--runs", "1");
    expect(value.Q).toMatchObject({ standardError: null, covariance: null });
    expect(value.s).toMatchObject({ standardError: null, covariance: null });
  });

  test.each(["direct", "projected", "overlap"])("the %s sampler from a random start", async (sampler) => {
    const value = await invokeJson<Simulated>(
      ...["simulate", "--model", "letter-figure2", "--start", "random", "--dimension", "50"],
      ...["--until", "1", "--points", "2", "--runs", "2", "--sampler", sampler],
    );
    expect(Math.abs(value.Q.mean[0]![0]!)).toBeLessThan(1);
  });

  test("where overlaps are not enough, the projected sampler steps in", async () => {
    const file = exampleModel({ regularizer: { kind: "l1", strength: 0.1 } });
    const { out } = await invoke("simulate", file, "--from", "0.2,0.1", "--dimension", "50", "--until", "1");
    expect(out).toContain("projected sampler");
  });
});

test("fixed-points: one of each orbit, with all contract fields", async () => {
  const { points, complete } = await invokeJson<{ points: Record<string, unknown>[]; complete: boolean }>(
    "fixed-points",
    "--model",
    "letter-figure2",
  );
  expect(complete).toBe(false);
  expect(points.map(({ stability, orbit }) => [stability, orbit])).toEqual([
    ["unstable", 1],
    ["stable", 2],
  ]);
  for (const point of points) {
    expect(Object.keys(point).sort()).toEqual(["Q", "certificate", "eigenvalues", "orbit", "s", "stability"]);
    expect(point["certificate"]).toBeNull();
  }
  const { out } = await invoke("fixed-points", "--model", "letter-figure2");
  expect(out).toMatch(/^0\.9638\d+ +1 +stable +2/m);
});
