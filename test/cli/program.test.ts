import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { invoke, invokeJson, temporaryFile, temporaryPath } from "./harness.ts";

const commands = ["verify", "derive", "evaluate", "integrate", "simulate", "fixed-points", "models"];

test("the version is the package's", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(await invoke("--version")).toEqual({ code: 0, out: `${version}\n`, err: "" });
});

test.each(commands)("%s has help with an example", async (command) => {
  const { code, out, err } = await invoke(command, "--help");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain(`Example:\n  driftproof ${command}`);
  expect((await invoke("--help")).out).toContain(`  ${command} `);
});

test("models lists inputs that a model file takes", async () => {
  const { models } = await invokeJson<{ models: { name: string; about: string; model: object }[] }>("models");
  expect(models.map(({ name }) => name)).toEqual(["letter-figure2", "letter-figure3", "letter-figure4"]);
  const { out } = await invoke("models");
  for (const { name, model } of models) {
    expect(out).toContain(name);
    const file = temporaryFile(JSON.stringify(model));
    expect((await invoke("derive", file)).out).toBe((await invoke("derive", "--model", name)).out);
  }
});

describe("verify", () => {
  // The quickest claim of a built-in model.
  const argv = ["verify", "--model", "letter-figure4", "--claim", "noise-similarity"];

  test("text, report, JUnit and Markdown", async () => {
    const report = temporaryPath("report");
    const junit = join(report, "junit.xml");
    const markdown = join(report, "report.md");
    const { code, out, err } = await invoke(
      ...argv,
      ...["--report", report, "--figures", "none", "--junit", junit, "--markdown", markdown],
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^noise-similarity on letter-figure4: supported /);
    expect(out).toContain(`Written: ${report}/index.html`);
    const html = readFileSync(join(report, "index.html"), "utf8");
    expect(html).toContain("driftproof verify --model letter-figure4");
    expect(readFileSync(junit, "utf8")).toContain("<testsuites");
    expect(readFileSync(markdown, "utf8")).toContain("# driftproof report");
    expect(readdirSync(report).sort()).toEqual(["certificates", "index.html", "junit.xml", "report.md"]);
  });

  test("a baseline pins the verdicts", async () => {
    const quick = [...argv, "--no-report"];
    const { out } = await invoke(...quick, "--json");
    const same = temporaryFile(out);
    expect(await invoke(...quick, "--json", "--baseline", same)).toMatchObject({ code: 0, err: "" });
    const better = temporaryFile(out.replace('"verdict": "supported"', '"verdict": "proved"'));
    const { code, err } = await invoke(...quick, "--baseline", better);
    expect({ code, err }).toEqual({
      code: 1,
      err: "changed: noise-similarity on letter-figure4: supported, was proved\n",
    });
    const none = temporaryFile('{ "claims": [] }');
    expect((await invoke(...quick, "--baseline", none)).err).toContain("not in the baseline");
    for (const [file, why] of [
      ["no-such-file.json", "cannot be read: ENOENT"],
      [temporaryFile("{"), "is not JSON"],
      [temporaryFile('{ "claims": [{ "id": 1 }] }'), "claims.0.id"],
    ] as const) {
      const wrong = await invoke(...quick, "--baseline", file);
      expect(wrong.code).toBe(2);
      expect(wrong.err).toContain(why);
      expect(wrong.err.trimEnd().split("\n")).toHaveLength(1);
    }
  });

  test("JSON without a report", async () => {
    const report = temporaryPath("none");
    const ledger = await invokeJson<{ models: string[]; claims: Record<string, unknown>[] }>(
      ...argv,
      ...["--report", report, "--no-report", "--seed", "3"],
    );
    expect(existsSync(report)).toBe(false);
    expect(Object.keys(ledger)).toEqual(["version", "seed", "models", "claims"]);
    expect(ledger).toMatchObject({ seed: 3, models: ["letter-figure4"] });
    expect(Object.keys(ledger.claims[0]!)).toEqual(
      expect.arrayContaining("id statement scope verdict asStated evidence replay seconds".split(" ")),
    );
    expect(ledger.claims[0]!["replay"]).toContain("--model letter-figure4 --claim noise-similarity --seed 3");
  });
});
