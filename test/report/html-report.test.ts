import { beforeAll, describe, expect, it } from "vitest";
import { claims } from "../../proofs-check/claims/index.ts";
import { assumptions } from "../../report/assumptions.ts";
import { certificateFiles } from "../../report/certificate-files.ts";
import { escapeMarkup } from "../../report/escape.ts";
import { htmlReport, type ModelReport } from "../../report/html-report.ts";
import { derive } from "../../theory/derive.ts";
import { toLatex } from "../../theory/render/latex.ts";
import { inputOf, modelOf, modelReports, results } from "./fixtures.ts";
import { nestingError } from "./well-formed.ts";

let models: ModelReport[];
let html: string;

beforeAll(async () => {
  models = await modelReports();
  html = htmlReport(inputOf(models));
});

describe("htmlReport", () => {
  it("is well formed", () => {
    expect(nestingError(html)).toBeUndefined();
  });

  it("notices markup that is not", () => {
    expect(nestingError("<p><b>text</p>")).toContain("</p> closes <b>");
    expect(nestingError("<p>a < b</p>")).toContain("bare <");
    expect(nestingError("<p>a & b</p>")).toContain("bare ampersand");
    expect(nestingError("<p>")).toContain("never closed");
  });

  it("typesets every equation", () => {
    expect(html).not.toContain("katex-error");
    expect(html).not.toContain('class="unset"');
    const boxes = html.split('<div class="equation"').slice(1);
    expect(boxes.length).toBeGreaterThan(40);
    for (const [i, box] of boxes.entries()) {
      expect(box).toContain(`id="eq-${i + 1}"`);
      expect(box).toMatch(/class="katex"|class="source"/);
      expect(box).toContain(`Copy LaTeX of equation ${i + 1}"`);
    }
  });

  it("shows what each derivation has: terms, rates, eigenvalues, thresholds", () => {
    const sections = html.split('<section class="model"').slice(1);
    expect(sections).toHaveLength(models.length);
    for (const [i, { derivation }] of models.entries()) {
      const { variables, terms, closed } = derivation;
      const jacobian = closed ? variables.length ** 2 + variables.length + terms.g.length : 0;
      const algorithm = derivation.model.constraint === "sphere" ? 9 : 8;
      const expected = algorithm + terms.g.length + 2 + 3 + 2 * variables.length + jacobian;
      expect(sections[i]!.match(/<div class="equation"/g)).toHaveLength(expected);
    }
    expect(sections[3]).toContain("The equations do not close");
    expect(sections[3]).toContain("1/3");
  });

  it("contains every claim, its replay line and every assumption", () => {
    for (const { id, replay } of results) {
      expect(html).toContain(`<code>${id}</code>`);
      expect(html).toContain(replay);
    }
    for (const { id } of assumptions) expect(html).toContain(`<code>${id}</code>`);
  });

  it("escapes what comes from outside", () => {
    expect(html).not.toContain("<script>alert");
    expect(html).toContain("&lt;script&gt;alert(&#39;model&#39;)&lt;/script&gt;");
    expect(html).toContain("driftproof verify &lt;all&gt;");
  });

  it("loads nothing", () => {
    // Links to certificates, which lie beside the page, are for people to follow.
    const links = /<a href="certificates\/[\w-]+\.(?:json|smt2)">/g;
    expect(html.match(links)).toHaveLength(certificateFiles(results).length);
    const loads = html
      .replace(links, "<a>")
      .matchAll(/\b(?:src|href|action|data)="([^"]*)"|url\(([^)]*)\)|@import\s+(\S+)/g);
    for (const [, attribute, url, imported] of loads) {
      expect(attribute ?? url ?? imported).toMatch(/^(#|data:)/);
    }
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it("brings the fonts it uses and no others", () => {
    const fonts = [...html.matchAll(/@font-face\{[^}]*font-family:(\w+)/g)].map(([, name]) => name);
    expect(fonts).toContain("KaTeX_Main");
    expect(fonts).toContain("KaTeX_Math");
    expect(fonts).toContain("KaTeX_AMS");
    expect(fonts).not.toContain("KaTeX_Fraktur");
  });

  it("has unique ids, and every link inside the page has a target", () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it("has the structure that assistive technology needs", () => {
    expect(html).toContain('<html lang="en">');
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html.match(/<main /g)).toHaveLength(1);
    expect(html).toContain('class="skip"');
    expect(html.match(/<caption>/g)!.length).toBe(html.match(/<table/g)!.length);
    expect(html).not.toMatch(/<th>/);
    for (const word of ["✓ proved", "✓ supported", "✗ refuted", "? inconclusive"])
      expect(html).toContain(word);
  });

  it("says how it was made", () => {
    for (const fact of ["0.0.0-test", "0123abc", "42", "12.5 s", "2026-01-02", "4 GiB", process.version])
      expect(html).toContain(fact);
  });

  it("carries each equation's LaTeX for its button, the groups' for theirs", () => {
    const boxes = [...html.matchAll(/<div class="equation"[^>]* data-left="([^"]*)" data-right="([^"]+)"/g)];
    expect(boxes).toHaveLength(html.match(/<div class="equation"/g)!.length);
    const { kinetics } = models[0]!.derivation;
    const [, , right] = boxes.find(([, left]) => left === "\\Lambda")!;
    expect(right).toBe(`= ${toLatex(kinetics.diffusion)}`);
    expect(html).toContain('class="copy all"');
  });

  it("says of a claim that it knows what it is in symbols, what it assumes and where it is from", () => {
    const known = claims.find(({ wording }) => wording)!;
    const [claimed] = results;
    const page = htmlReport({
      ...inputOf([]),
      results: [
        { ...claimed!, id: known.id },
        { ...claimed!, id: known.id, model: "b" },
      ],
    });
    expect(nestingError(page)).toBeUndefined();
    expect(page.match(/<section class="claim"/g)).toHaveLength(1);
    expect(page.match(/<section class="judged"/g)).toHaveLength(2);
    for (const text of [
      ...known.hypotheses,
      ...known.checks.map(({ about }) => about),
      known.source,
      known.latex,
    ])
      expect(page).toContain(escapeMarkup(text));
    expect(page).toContain(`driftproof check ${certificateFiles(results)[0]!.path}`);
  });

  it("opens the evidence of what is refuted or open, and shortens what is long", () => {
    const long = `${"a clause of some length and more, ".repeat(3)}ends here; ${"then it goes on ".repeat(20)}`;
    const evidence = [{ kind: "identity", about: long, outcome: "fails", count: 2 }] as const;
    const page = htmlReport({ ...inputOf([]), results: [results[0]!, { ...results[2]!, evidence }] });
    expect(page.match(/<details class="evidence">/g)).toHaveLength(1);
    expect(page.match(/<details class="evidence" open>/g)).toHaveLength(1);
    expect(page).toContain("ends here<details><summary>and in full</summary>then it goes on");
    const inside = long.replace("a clause", "(a clause").replace(/$/, ")");
    const whole = [{ ...evidence[0], about: inside }];
    const unbroken = htmlReport({ ...inputOf([]), results: [{ ...results[2]!, evidence: whole }] });
    expect(unbroken).toContain(inside);
  });

  it("lists the letter's formulas and figures first, and says which is left out and why", () => {
    const list = html.slice(html.indexOf('<section id="figures">'), html.indexOf('<section id="symbols"'));
    expect(list).toMatch(
      /Model: the algorithm \(<a href="#model-1-the-algorithm">.*Theorem 1: .*\(<a href="#model-1-limit-for-one-weight">.*The letter&#39;s figure 2b: .*\(<a href="#model-1-drift-curve">.*Bifurcation diagram.*\(<a href="#model-1-bifurcation">/s,
    );
    expect(html).toContain('<span class="letter">The letter');
    expect(html).toContain("at t = 1 &lt;the weights&gt; diverge");
  });

  it("leaves out what nobody would read, and says so", () => {
    const features = Array.from({ length: 12 }, (_, l) => ({ law: "gaussian", variance: 1 + l / 10 }));
    const many = { derivation: derive(modelOf(1, { features })), figures: [] };
    const written = derive(modelOf(1, { features, activation: "y^2" }), undefined, false);
    const long = { derivation: written, figures: [] };
    const page = htmlReport(inputOf([many, long]));
    expect(nestingError(page)).toBeUndefined();
    expect(page.includes("Features 5 to 12 have the same equations")).toBe(true);
    expect(page.includes("Left out: gradient variance, a sum of")).toBe(true);
    expect(page.includes("The Jacobian of these equations is too long")).toBe(true);
    expect(page.length).toBeLessThan(2e6);
  });

  it("says where an uninformative start is no fixed point", () => {
    const law = { law: "atoms", values: [-1, 3], weights: ["1/2", "1/2"] };
    const model = modelOf(0, { features: [law], activation: "softplus" });
    const page = htmlReport(inputOf([{ derivation: derive(model), figures: [] }]));
    expect(page.includes("Q = 0 is not a fixed point")).toBe(true);
    expect(page.includes("mean 1, m2 = 5, m4 = 41, not symmetric")).toBe(true);
  });

  it("works without models and results", () => {
    const bare = htmlReport({ ...inputOf([]), results: [] });
    expect(nestingError(bare)).toBeUndefined();
    expect(bare).toContain("No claim was checked.");
  });
});
