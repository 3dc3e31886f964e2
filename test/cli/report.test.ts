import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { VerifyDocument } from "../../report/verify-document.ts";
import { exampleModel, invoke, invokeJson, invokeWith, temporaryFile, temporaryPath } from "./harness.ts";

const quick = ["--model", "letter-figure4", "--claim", "noise-variance"];

/** The verdicts of one quick claim, recorded as by `verify --json`. */
let recorded: VerifyDocument;
let file: string;
beforeAll(async () => {
  recorded = await invokeJson<VerifyDocument>("verify", ...quick, "--no-report");
  file = temporaryFile(JSON.stringify(recorded));
});

const withVerdict = (verdict: string): string =>
  temporaryFile(
    JSON.stringify({ ...recorded, claims: recorded.claims.map((claim) => ({ ...claim, verdict })) }),
  );

describe("driftproof report", () => {
  test("writes the page, the Markdown, figures and certificates of recorded verdicts", async () => {
    const folder = temporaryPath("report");
    const { code, out, err } = await invoke(
      "report",
      "--results",
      file,
      "-o",
      `${folder}/`,
      "--figures",
      "none",
    );
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toBe(`Written: ${folder}/index.html\nWritten: ${folder}/report.md\n`);
    expect(readdirSync(folder).sort()).toEqual(["certificates", "index.html", "report.md"]);
    const html = readFileSync(join(folder, "index.html"), "utf8");
    // Of the built-in models only the one that the verdicts are about.
    expect(html.match(/<section class="model"/g)).toHaveLength(1);
    const proofs = new Set(html.match(/certificates\/[\w-]+\.(?:json|smt2)/g));
    expect(readdirSync(join(folder, "certificates"))).toHaveLength(proofs.size);
    for (const path of proofs)
      if (path.endsWith(".json")) expect((await invoke("check", join(folder, path))).code).toBe(0);
  });

  test("draws the letter's figures alone where they are asked for", async () => {
    const folder = temporaryPath("letter");
    // The letter has no other figures of three features.
    const model = exampleModel({
      features: [1, 2, 3].map((variance) => ({ law: "rademacher", variance })),
      activation: "identity",
    });
    const name = model.replace(/.*\/|\.json$/g, "");
    const results = JSON.stringify({
      ...recorded,
      claims: recorded.claims.map((claim) => ({ ...claim, model: name })),
    });
    const { code, err } = await invoke(
      "report",
      model,
      "--results",
      temporaryFile(results),
      "-o",
      folder,
      "--figures",
      "letter",
      "--workers",
      "1",
    );
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(readdirSync(join(folder, "figures")).sort()).toEqual([
      "model-1-structure.svg",
      "model-1-trajectories.svg",
    ]);
  });

  test.each([
    ["refuted", 1],
    ["inconclusive", 3],
  ])("exits as verify does where a claim is %s", async (verdict, exit) => {
    const { code } = await invoke(
      "report",
      "--results",
      withVerdict(verdict),
      "-o",
      temporaryPath(verdict),
      "--figures",
      "none",
    );
    expect(code).toBe(exit);
  });

  test.each([
    ["a file that is not there", () => "no-such.json", /cannot be read: ENOENT/],
    ["a file that is no JSON", () => temporaryFile("verdicts"), /is not JSON/],
    ["another document", () => temporaryFile('{"claims": []}'), /is no document of verify --json: version/],
    [
      "verdicts on another model",
      () =>
        temporaryFile(
          JSON.stringify({
            ...recorded,
            claims: recorded.claims.map((claim) => ({ ...claim, model: "mine" })),
          }),
        ),
      /is about mine, not about/,
    ],
  ])("refuses %s", async (_, results, message) => {
    const folder = temporaryPath("refused");
    const { code, err } = await invoke("report", "--results", results(), "-o", folder);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(existsSync(folder)).toBe(false);
  });
});

describe("in a job of GitHub Actions", () => {
  const env = (summary: string) => ({ GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary });
  const argv = (results: string): string[] => [
    "report",
    "--results",
    results,
    "-o",
    temporaryPath("job"),
    "--figures",
    "none",
  ];

  test("what does not hold is annotated, on stderr, and the report is added to the job's summary", async () => {
    const summary = temporaryFile("before\n", "summary.md");
    const { out, err } = await invokeWith(env(summary), ...argv(withVerdict("refuted")));
    expect(err).toMatch(/^::error title=noise-variance on letter-figure4%3A refuted::[^\n]*\n$/);
    expect(out).not.toContain("::");
    const text = readFileSync(summary, "utf8");
    expect(text).toMatch(/^before\n# driftproof report/);
    expect(text).not.toContain("![");
  });

  test("verify does so too, and JSON stays one document", async () => {
    const summary = temporaryPath("new-summary.md");
    const { code, out, err } = await invokeWith(env(summary), "verify", ...quick, "--no-report", "--json");
    expect([code, err]).toEqual([0, ""]);
    expect((JSON.parse(out) as VerifyDocument).claims).toHaveLength(1);
    expect(readFileSync(summary, "utf8")).toContain("✓ proved");
  });

  test("a summary that is nearly full stays below what GitHub shows", async () => {
    const summary = temporaryPath("full.md");
    writeFileSync(summary, "x".repeat(995_000));
    await invokeWith(env(summary), ...argv(file));
    expect(readFileSync(summary).length).toBeLessThanOrEqual(1_000_000);
  });

  test("elsewhere nothing of this happens", async () => {
    const summary = temporaryPath("untouched.md");
    const { err } = await invokeWith({ GITHUB_STEP_SUMMARY: summary }, ...argv(withVerdict("refuted")));
    expect(err).toBe("");
    expect(existsSync(summary)).toBe(false);
  });
});
