import { describe, expect, test } from "vitest";
import { breakFormula } from "../../cli/derivation/break-lines.ts";
import { processIo } from "../../cli/io.ts";
import { jsonErrorPosition } from "../../cli/json-position.ts";
import { printJson, textTable } from "../../cli/output.ts";
import { progressBar } from "../../cli/progress.ts";
import { nearest } from "../../theory/nearest.ts";
import { exampleModel, invoke, invokeJson, temporaryFile } from "./harness.ts";

describe("where a text stops being JSON", () => {
  test.each<[string, [number, number]]>([
    ["", [1, 1]],
    ["{", [1, 2]],
    ['{"a":1,}', [1, 8]],
    ["[1,2,]", [1, 6]],
    ['{"a":\n  nope}', [2, 3]],
    ['{"a":1}\n{', [2, 1]],
    ["[01]", [1, 3]],
    ["{'a':1}", [1, 2]],
    ['["open]', [1, 2]],
    ["[1}", [1, 3]],
  ])("%j", (text, [line, column]) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonErrorPosition(text)).toEqual({ line, column });
  });

  test.each(['{"a":[1,-2.5e3,{"b":null}],"c":"\\u00e9\\"é"}', " [] ", "{}", '"x"', "0", "[[],{}]"])(
    "%s is JSON",
    (text) => {
      JSON.parse(text);
      expect(jsonErrorPosition(text)).toBeUndefined();
    },
  );
});

describe("empirical laws", () => {
  const model = (law: object): string => exampleModel({ features: [{ law: "empirical", ...law }] });
  temporaryFile("height,weight\n1.5,-1\n-1.5,1\n", "named.csv");
  temporaryFile("-1\n1\n", "plain.csv");
  temporaryFile("x\n1\nabc\n", "bad.csv");

  test("a column by name, by number, or the first", async () => {
    for (const law of [
      { file: "named.csv", column: "weight" },
      { file: "named.csv", column: 2 },
      { file: "plain.csv" },
    ]) {
      const { ode } = await invokeJson<{ ode: { Q: number[] } }>(
        "evaluate",
        model(law),
        "--at",
        '{"Q":[0.5]}',
      );
      const same = exampleModel({ features: [{ law: "rademacher", variance: 1 }] });
      const reference = await invokeJson<{ ode: { Q: number[] } }>("evaluate", same, "--at", '{"Q":[0.5]}');
      expect(ode.Q[0]).toBeCloseTo(reference.ode.Q[0]!, 9);
    }
  });

  test.each<[object, RegExp]>([
    [
      { file: "bad.csv" },
      /features\[0\]\.file: line 3 of "bad\.csv": expected a number in column 1, found "abc"/,
    ],
    [{ file: "none.csv" }, /features\[0\]\.file: cannot read "none\.csv"/],
    [{ file: "named.csv", column: "age" }, /features\[0\]\.column: .*"age"/],
    [{ file: 3 }, /features\[0\]\.file: /],
  ])("%j", async (law, message) => {
    const { code, err } = await invoke("derive", model(law));
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

test("formulas break before signs, outside short parentheses and means", () => {
  const formula = "a*(b + c) + E[x + y] - (long + enough + to + be + broken + in + two)/(B - 1)";
  const lines = breakFormula(formula, 30);
  expect(lines.join(" ")).toBe(formula);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines.slice(1)) expect(line).toMatch(/^[+-] /);
  expect(lines.every((line) => !/(\(b|\(B|E\[x)$/.test(line))).toBe(true);
});

test("the nearest word, if it is near", () => {
  expect(nearest("lettre-figure2", ["letter-figure2", "letter-figure3"])).toBe("letter-figure2");
  expect(nearest("zzz", ["letter-figure2"])).toBeUndefined();
});

test("JSON never turns a number into null, and keeps rows on a line", () => {
  let out = "";
  const stream = { write: (text: string) => void (out += text), isTTY: false };
  expect(() => printJson(stream, { x: [1, Number.NaN] })).toThrow(/not a finite number/);
  expect(out).toBe("");
  printJson(stream, { text: "[ 1, 2 ]", rows: [[1, -2.5e-9]] });
  expect(out).toContain("[1, -2.5e-9]");
  expect(JSON.parse(out)).toEqual({ text: "[ 1, 2 ]", rows: [[1, -2.5e-9]] });
});

test("tables align numbers to the right", () => {
  expect(
    textTable(
      ["a", "name"],
      [
        ["1", "x"],
        ["-20", "y"],
      ],
    ),
  ).toBe("  a  name\n---  ----\n  1  x\n-20  y");
});

test("a terminal that does not know its width, as within script(1), has the usual one", () => {
  const own = Object.getOwnPropertyDescriptor(process.stdout, "columns");
  try {
    for (const [columns, seen] of [
      [0, undefined],
      [72, 72],
    ]) {
      Object.defineProperty(process.stdout, "columns", { value: columns, configurable: true });
      expect(processIo().stdout.columns).toBe(seen);
    }
  } finally {
    if (own) Object.defineProperty(process.stdout, "columns", own);
    else Reflect.deleteProperty(process.stdout, "columns");
  }
});

test("progress is drawn on terminals only, and cleared", () => {
  let drawn = "";
  const stream = (isTTY: boolean) => ({ write: (text: string) => void (drawn += text), isTTY, columns: 40 });
  const silent = progressBar(stream(false));
  silent.update(0.5, "work");
  silent.clear();
  expect(drawn).toBe("");
  const bar = progressBar(stream(true));
  bar.update(0.5, "work");
  expect(drawn).toContain("50%");
  bar.clear();
  expect(drawn.endsWith("\r\u001b[2K")).toBe(true);
});
