import { describe, expect, it } from "vitest";
import { ModelError } from "../../../theory/errors.ts";
import { parseTree } from "../../../theory/expressions/parse.ts";
import { treeText } from "../../../theory/expressions/text.ts";

const reading = { path: "field", variables: "x", knows: (name: string) => name === "x", longest: 300 };
const smooth = "sin, cos, tanh, sinh, cosh, sech, exp, atan, sqrt, log";
const allowed = (what: string): string => `${what} is not allowed in an expression in x`;
const nested = (depth: number): string => `${"(".repeat(depth)}x${")".repeat(depth)}`;

function refusal(text: string, options = {}): string {
  try {
    parseTree(text, { ...reading, ...options });
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as ModelError).message;
  }
  throw new Error("was read");
}

describe("a text that is no expression", () => {
  it.each([
    ["x".repeat(301), "the expression has 301 characters, at most 300 are read"],
    ["1234567890.123456*x", "the number 1234567890.123456 has more than 15 digits"],
    [`${"1".repeat(90)}*x`, `the number ${"1".repeat(77)}... has more than 15 digits`],
    ["0x1F*x", "the number 0x1F is not decimal"],
    ["2 + 0B1*x", "the number 0B1 is not decimal"],
    [nested(101), "parentheses are nested more than 100 deep"],
    ["[{".repeat(51), "parentheses are nested more than 100 deep"],
    ["x^", 'cannot read "x^": Unexpected end of expression (char 3)'],
    ["true*x", allowed('"true"')],
    ["1e400*x", allowed('"Infinity"')],
    ["y", allowed('the symbol "y"')],
    ["x!", allowed('the operator "!"')],
    ["x mod 2", allowed('the operator "mod"')],
    ["foo(x)", allowed(`the function "foo" (known: ${smooth})`)],
    ["sin(x, x)", allowed('"sin" of 2 arguments (it takes one)')],
    [" ", "is empty: an expression was expected"],
    ["abs(x)", allowed(`the function "abs" (known: ${smooth})`)],
    ["[x]", allowed('"[x]"')],
    [`[${"x,".repeat(40)}x]`, allowed(`"[${"x, ".repeat(25)}x..."`)],
  ])("%s is refused in a line that says why", (text, message) => {
    expect(refusal(text)).toBe(`field: ${message}`);
  });

  it("may be deeper than any parser's stack", () => {
    const signs = "-".repeat(50_000);
    expect(refusal(`${signs}x`, { longest: 100_000 })).toBe(
      `field: "${"-".repeat(77)}..." is nested too deep`,
    );
  });

  it("is told which functions there are where kinks are allowed", () => {
    expect(refusal("sign(x)", { kinks: true })).toBe(
      `field: ${allowed(`the function "sign" (known: ${smooth}, abs)`)}`,
    );
    expect(treeText(parseTree("abs(x)", { ...reading, kinks: true }))).toBe("abs(x)");
  });

  it("may be at the limit", () => {
    expect(treeText(parseTree(nested(100), reading))).toBe("x");
    // Closed parentheses do not count.
    expect(treeText(parseTree(`x${"*(x)".repeat(60)}`, reading))).toBe(`x${"*x".repeat(60)}`);
    expect(treeText(parseTree("00000000000123456789012345*x", reading))).toBe("123456789012345*x");
    expect(treeText(parseTree(`${" ".repeat(299)}x`, reading))).toBe("x");
    const deep = { ...reading, longest: 1000 };
    expect(treeText(parseTree(`${"+".repeat(499)}x`, deep))).toBe("x");
    expect(refusal(`${"+".repeat(500)}x`, deep)).toBe(`field: ${allowed("an expression nested this deep")}`);
  });
});

describe("a text that is one", () => {
  it.each([
    ["x - 2 + 3*x - x", "x + 3*x + (-1)*x + (-2)"],
    ["2 - x - -x", "(-1)*x + (-1)*((-1)*x) + 2"],
    ["-x*2*x/4", "(2*((-1)*x)*x)/4"],
    ["x/(2/4)", "x/(1/2)"],
    ["(2*x)^3^2", "(2*x)^9"],
    ["+pi*sin(2 x)", "pi*sin(2*x)"],
    ["x^0", "1"],
    ["x^1 + 0", "x"],
    ["1*x/1", "x"],
    ["x*0 + 0/x", "0"],
    ["2*x*3", "6*x"],
    ["1/2 + 1/3", "5/6"],
    ["x/0", "x/0"],
    ["0/0", "0/0"],
    ["2^3", "8"],
    ["(-2)^(-3)", "-1/8"],
    ["0^2", "0"],
    ["0^(-1)", "0^(-1)"],
    ["2^64", "18446744073709551616"],
    ["2^65", "2^65"],
    ["2^(-65)", "2^(-65)"],
    ["4^(1/2)", "4^(1/2)"],
    // Numbers of 2048 bits at most are folded: (2^32)^63 has 2017 digits in base 2, its bound is 33 * 62.
    ["(2^32)^62", `${2n ** 1984n}`],
    ["(2^32)^63", "4294967296^63"],
  ])("%s is read as %s", (text, tree) => {
    expect(treeText(parseTree(text, reading))).toBe(tree);
  });
});
