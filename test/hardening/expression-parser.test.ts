import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { activationOf } from "../../theory/activations/index.ts";
import { ModelError } from "../../theory/errors.ts";
import { userLoss } from "../../theory/losses/user-loss.ts";
import { regularizerOf } from "../../theory/regularizers/index.ts";
import { parseTheory } from "../../theory/user-theory.ts";
import { dangerousWords, hostileTexts } from "./hostile.ts";
import { expectHarmless, harmless, payload } from "./watched.ts";

const seed = 20_262;

/** Every field of a model file that holds an expression, and the letter it is in. */
const readers: Readonly<Record<string, { letter: string; read: (text: string) => unknown }>> = {
  activation: { letter: "y", read: activationOf },
  regularizer: { letter: "w", read: (kind) => regularizerOf({ kind }, "regularizer") },
  loss: { letter: "z", read: (a) => userLoss({ a, b: "z*zp" }) },
  theory: { letter: "s", read: (lambda) => parseTheory({ lambda }, 2) },
};

/** Texts that are nearly expressions: bits of the grammar, of other grammars and of danger, in any order. */
function nearlyExpressions(letter: string): fc.Arbitrary<string> {
  const names = [letter, letter, letter, "pi", "e", "i", "Infinity", "tanh", "log", "sqrt", "abs", "E[c1*S]"];
  const marks = [..."()()++-*/^^,.!'\"`;:=<>?|&~@#$%[]{}\\\n ²½", "=>", "**", "..", "//", "==", "+-", "(y)"];
  const numbers = ["0", "1", "2", "1/3", "64", "65", "1e9", "1e-300", "1e400", ".5", "1.", "0x1", "007"];
  const token = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 6, arbitrary: fc.constantFrom(...marks) },
    { weight: 4, arbitrary: fc.constantFrom(...numbers) },
    { weight: 1, arbitrary: hostileTexts() },
  );
  return fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(""));
}

/** Expressions that are read, of any shape that the grammar has. */
function expressions(letter: string): fc.Arbitrary<string> {
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, depthIdentifier: letter },
      fc.constantFrom(letter, letter, "2", "1/3", "0", "pi", "1e-9", "12345"),
      fc
        .tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/", "^"), tie("tree"))
        .map(([a, by, b]) => `(${a})${by}(${b})`),
      fc
        .tuple(
          fc.constantFrom("sin", "cos", "tanh", "sinh", "exp", "atan", "sqrt", "log", "abs", "-"),
          tie("tree"),
        )
        .map(([name, a]) => `${name}(${a})`),
    ),
  }));
  return tree;
}

describe.each(Object.entries(readers))("an expression for %s", (_, { letter, read }) => {
  it("is read or refused, whatever it is made of", async () => {
    const texts = fc.oneof(
      { weight: 2, arbitrary: nearlyExpressions(letter) },
      { weight: 1, arbitrary: expressions(letter) },
      { weight: 1, arbitrary: hostileTexts() },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        await harmless(() => read(text));
      }),
      { seed, numRuns: 800 },
    );
  });

  test.each(dangerousWords)("is never anything of the interpreter's: %s", (word) => {
    const texts = [
      word,
      `${word}(${letter})`,
      `${word}()`,
      `${letter}.${word}`,
      `${letter}["${word}"]`,
      `${letter}["${word}"]("${payload}")()`,
      `${word}("${payload}")()`,
      `tanh.${word}(${letter})`,
      `{${word}: ${letter}}`,
      `${word} = ${letter}`,
      `${word}(${letter}) = ${letter}`,
    ];
    for (const text of texts) expect(() => read(text), text).toThrow(ModelError);
    expectHarmless();
  });

  test.each([
    payload,
    `cos.constructor("${payload}")()`,
    `[].map.constructor("${payload}")()`,
    `import("data:text/javascript,${payload}")`,
    `\${${payload}}`,
    `\`\${${payload}}\``,
    `(() => { ${payload} })()`,
    `f(x) = ${payload}`,
    `evaluate("${payload}")`,
    `parse("1").evaluate()`,
    `createUnit("driftproof")`,
    `simplify("${letter}")`,
    `${letter}; ${letter}`,
    `${letter} = 2`,
    `${letter} to cm`,
    `${letter} cm`,
    `[${letter}, 1]`,
    `{a: ${letter}}`,
    `"${letter}"`,
    `${letter} ? 1 : 2`,
    `${letter} > 1`,
    `${letter} % 2`,
    `${letter}'`,
    `${letter}!`,
    `1:${letter}`,
    `${letter}[1]`,
    `true * ${letter}`,
    `null + ${letter}`,
    `NaN * ${letter}`,
    `Infinity * ${letter}`,
    `i * ${letter}`,
    `0x10 * ${letter}`,
    `1e400 * ${letter}`,
    `123456789012345678 * ${letter}`,
  ])("is never %s", (text) => {
    expect(() => read(text)).toThrow(ModelError);
    expectHarmless();
  });

  test.each([
    ["parentheses", (n: number) => "(".repeat(n) + letter + ")".repeat(n)],
    ["open parentheses", (n: number) => "(".repeat(n)],
    ["brackets", (n: number) => "[".repeat(n) + letter + "]".repeat(n)],
    ["calls", (n: number) => "sin(".repeat(n) + letter + ")".repeat(n)],
    ["signs", (n: number) => "-".repeat(n) + letter],
    ["powers", (n: number) => `${letter}^`.repeat(n) + letter],
    ["quotients", (n: number) => `${letter}/`.repeat(n) + letter],
    ["factors", (n: number) => `(${letter}+1)*`.repeat(n) + letter],
    ["means", (n: number) => "E[".repeat(n)],
    ["factorials", (n: number) => letter + "!".repeat(n)],
    ["spaces", (n: number) => " ".repeat(n) + letter],
    ["digits", (n: number) => "1".repeat(n)],
    ["letters", (n: number) => letter.repeat(n)],
    ["strings", (n: number) => '"'.repeat(n)],
  ])("may have any number of %s", async (_name, make) => {
    for (const n of [30, 99, 240, 499, 3000, 49_000, 400_000]) await harmless(() => read(make(n)));
  });
});
