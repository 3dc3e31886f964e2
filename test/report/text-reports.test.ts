import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { assumptions } from "../../report/assumptions.ts";
import { formatExact, formatNumber } from "../../report/format.ts";
import { githubAnnotations } from "../../report/github-annotations.ts";
import { junitXml } from "../../report/junit.ts";
import { figureFiles, markdownReport } from "../../report/markdown.ts";
import { type Block, modelBlocks } from "../../report/model-blocks.ts";
import { provenanceRows, type ReportInput } from "../../report/report-input.ts";
import { verdictTable } from "../../report/terminal.ts";
import { Rational } from "../../theory/rational.ts";
import { inputOf, modelReports, results } from "./fixtures.ts";
import { nestingError } from "./well-formed.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for.
const ansi = /\u001b\[\d+m/g;

describe("verdictTable", () => {
  it.each([20, 40, 60, 80, 100, 160, 400])("fits a terminal of %i columns", (width) => {
    const lines = verdictTable(results, { color: false, width }).split("\n");
    expect(lines).toHaveLength(results.length + 2);
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
  });

  it("aligns its columns and cuts only the statement when there is room", () => {
    const lines = verdictTable(results, { color: false, width: 100 }).split("\n");
    const column = lines[0]!.indexOf("as stated");
    for (const [i, { id, model, asStated }] of results.entries()) {
      const line = lines[i + 2]!;
      expect(line.startsWith(id)).toBe(true);
      expect(line).toContain(model);
      expect(line.slice(column + 2)).toMatch(new RegExp(`^${asStated}`));
      expect(line.endsWith("…")).toBe(true);
    }
  });

  it("says the same with and without colour", () => {
    const plain = verdictTable(results, { color: false, width: 90 });
    const colored = verdictTable(results, { color: true, width: 90 });
    expect(plain).not.toMatch(ansi);
    expect(colored).toMatch(ansi);
    const trimmed = (text: string): string => text.replace(ansi, "").replace(/ +$/gm, "");
    expect(trimmed(colored)).toBe(trimmed(plain));
  });
});

describe("junitXml", () => {
  const xml = junitXml(results);

  it("is well formed, whatever the texts contain", () => {
    expect(nestingError(xml)).toBeUndefined();
    const odd = { ...results[2]!, id: `<a href="x">&'\u0000\u0007`, statement: "\ud800 ]]> \u001b[31m" };
    const oddXml = junitXml([odd]);
    expect(nestingError(oddXml)).toBeUndefined();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them, so none may be left.
    expect(oddXml).not.toMatch(/[\u0000-\u0008\u000b\u001b]|[\ud800-\udfff]/u);
  });

  it("makes suites of models and cases of claims", () => {
    expect(xml.match(/<testsuite /g)).toHaveLength(2);
    expect(xml.match(/<testcase /g)).toHaveLength(results.length);
    expect(xml).toContain('<testsuites name="driftproof" tests="4" failures="1" errors="1"');
    expect(xml).toContain('<testsuite name="letter-figure3" tests="3" failures="1" errors="0"');
  });

  it("makes a refuted claim a failure and an inconclusive one an error, with the evidence", () => {
    expect(xml).toMatch(/name="finding-1"[^>]*>\s*<failure [^>]*>✗ fails: mean of N dQ/);
    expect(xml).toMatch(/name="finding-2"[^>]*>\s*<error [^>]*>\? undecided: mean of N dQ/);
    expect(xml).toMatch(/name="theorem-1"[^>]*>\s*<system-out>/);
  });
});

describe("markdownReport", () => {
  let input: ReportInput;
  beforeAll(async () => {
    input = inputOf(await modelReports());
  });

  it("has all claims, tables of even width and no markup from outside", () => {
    const markdown = markdownReport(input);
    for (const { id } of results) expect(markdown).toContain(`\`${id}\``);
    expect(markdown.replace(/`[^`\n]*`/g, "")).not.toContain("<script>");
    const cells = (line: string): number => line.replace(/\\\|/g, "").split("|").length;
    const lines = markdown.split("\n");
    for (const [i, line] of lines.entries()) {
      if (line.startsWith("|") && lines[i + 1]?.startsWith("|"))
        expect(cells(line)).toBe(cells(lines[i + 1]!));
    }
    expect(markdown).toContain("| 0.072313 | 0.07227 | \\[0.0719, 0.0727\\] | ±0.001 |");
  });

  it("has every equation of the page, and its provenance", () => {
    const markdown = markdownReport(input);
    const blocks = input.models.flatMap(({ derivation }) => modelBlocks(derivation));
    const lines = (block: Block): number =>
      "equations" in block
        ? block.equations.length
        : "blocks" in block
          ? block.blocks.reduce((sum, inner) => sum + lines(inner), 0)
          : 0;
    expect(markdown.match(/```math/g)).toHaveLength(blocks.reduce((sum, block) => sum + lines(block), 0));
    for (const [what, value] of provenanceRows(input)) {
      expect(markdown).toContain(what);
      if (what !== "command") expect(markdown).toContain(value);
    }
  });

  it("links every figure to a file that goes with it, and only where they are wanted", () => {
    const files = figureFiles(input.models);
    const linked = [...markdownReport(input).matchAll(/!\[[^\n]*\]\(([^)]+)\)/g)].map(([, path]) => path);
    expect(linked).toEqual(files.map(({ path }) => path));
    expect(linked).toHaveLength(2);
    expect(new Set(linked).size).toBe(linked.length);
    expect(markdownReport(input)).toContain("&lt;the weights&gt; diverge");
    expect(markdownReport(input, { figures: false })).not.toContain("![");
  });

  it.each([1, 0.6, 0.3, 0.05, 0])("stays within %d of its size, the verdicts last to go", (share) => {
    const limit = share * Buffer.byteLength(markdownReport(input));
    const short = markdownReport(input, { limit });
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(limit);
    if (share === 1) expect(short).toBe(markdownReport(input));
    else if (share > 0.2) {
      expect(short).toContain("are left out; the HTML report has them");
      expect(short).toContain("✗ refuted");
    }
  });
});

describe("githubAnnotations", () => {
  it("is an error for what is refuted and a warning for what is inconclusive, nothing else", () => {
    const lines = githubAnnotations(results).trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^::error title=finding-1 on letter-figure3%3A refuted::.*%0A✗ fails: mean of N dQ/,
    );
    expect(lines[1]).toMatch(/^::warning title=finding-2 on other%3A inconclusive::/);
    expect(lines[0]).toContain("%0AReplay: driftproof verify --claim finding-1");
    expect(githubAnnotations(results.slice(0, 2))).toBe("");
  });

  it("keeps odd characters from ending a command", () => {
    const odd = { ...results[2]!, id: "a,b::c", statement: "50 % of\r\nall" };
    expect(githubAnnotations([odd])).toMatch(
      /^::error title=a%2Cb%3A%3Ac on letter-figure3%3A refuted::50 %25 of%0D%0Aall%0A[^\n]*\n$/,
    );
  });
});

describe("assumptions", () => {
  it("are all on their page, under their id, in the same words", () => {
    const page = readFileSync(new URL("../../docs/assumptions.md", import.meta.url), "utf8").replace(
      /[\s`]+/g,
      " ",
    );
    for (const { id, text } of assumptions) {
      expect(page).toContain(`## ${id} `);
      expect(page).toContain(text);
    }
    expect(new Set(assumptions.map(({ id }) => id)).size).toBe(assumptions.length);
  });
});

describe("numbers", () => {
  it.each([
    [0.072313456, "0.072313"],
    [200_000, "200000"],
    [-0.5, "-0.5"],
    [1.5e-9, "1.5e-9"],
    [3e-7, "3e-7"],
    [Number.NaN, "NaN"],
  ])("writes %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each(["1.2", "-0.05", "1/3", "-7/3", "0", "10", "0.25"])("keeps the exact %s", (text) => {
    expect(formatExact(Rational.parse(text))).toBe(text);
  });
});
