import { expect, it } from "vitest";
import { outputOrder } from "../../../theory/activations/activation.ts";
import { erf } from "../../../theory/activations/erf.ts";
import { closedMeans } from "../../../theory/noise-means/closed-means.ts";
import { normalForm } from "../../../theory/normal-form.ts";
import type { Polynomial } from "../../../theory/polynomial.ts";
import { quotientLatex, toLatex } from "../../../theory/render/latex.ts";
import { rootLatex, rootText } from "../../../theory/render/root.ts";
import { sentenceLatex } from "../../../theory/render/sentence.ts";
import { quotientText, toText } from "../../../theory/render/text.ts";
import { quadraticRoots } from "../../../theory/roots.ts";
import { originStability } from "../../../theory/stability.ts";
import { learnabilityThresholds } from "../../../theory/thresholds.ts";
import { g } from "../support/evaluate.ts";
import { derived } from "../support/plain-model.ts";

/** Their values are tested elsewhere; here is how they look, to be read when it changes. */
it("formulas stand as in formulas.txt", async () => {
  const lines: string[] = [];
  const title = (text: string) => lines.push("", `# ${text}`, "");
  const show = (name: string, expression: Polynomial) =>
    lines.push(`${name} = ${toText(expression)}`, `    ${toLatex(expression)}`);

  for (const [activation, constraint, features] of [
    ["identity", "sphere", 2],
    ["quadratic", "free", 1],
    ["tanh", "sphere", 1],
    ["sin", "sphere", 1],
  ] as const) {
    title(`${activation}, ${constraint}, ${features} features`);
    const derivation = derived({ activation, constraint, regularizer: { kind: "l2" } }, features);
    const { ode, variables, terms } = derivation;
    for (const [i, rhs] of ode.entries()) show(`d${variables[i]}/dt`, rhs);
    show("lambda", terms.lambda);
    const { thresholds, eigenvalues } = originStability(derivation);
    show("A_1", eigenvalues![0]!);
    const [threshold] = thresholds!;
    if (threshold) lines.push(`m2_1 > ${quotientText(threshold)}`, `    ${quotientLatex(threshold)}`);
    const form = normalForm(derivation);
    if ("reason" in form || features > 1) continue;
    show("B_1", form.quadratic(0));
  }

  for (const [parameter, activation, constraint] of [
    ["tau", "quadratic", "sphere"],
    ["m2", "tanh", "sphere"],
    ["B", "identity", "free"],
    ["eta", "identity", "sphere"],
    ["rho", "identity", "sphere"],
  ] as const) {
    title(`the threshold in ${parameter}, ${activation}, ${constraint}`);
    const { name, solution, equation } = learnabilityThresholds(derived({ activation, constraint }))![
      parameter
    ][0]!;
    show("0", equation);
    if (!("bounds" in solution)) lines.push(`${name}: ${JSON.stringify(solution)}`);
    else {
      lines.push(`${name} ${solution.relation}, otherwise ${solution.otherwise}`);
      for (const root of solution.bounds) lines.push(`  ${rootText(root)}`, `    ${rootLatex(root)}`);
      if (solution.condition) show("  where positive", solution.condition);
    }
  }

  for (const [activation, constraint] of [
    ["erf", "free"],
    ["relu", "free"],
  ] as const) {
    title(`means over the noise, ${activation}, ${constraint}`);
    const { model, terms, expectation } = derived({ activation, constraint });
    const origin = [...terms.g.map((term) => expectation.derivative(term, "Q1")), terms.lambda].map((term) =>
      expectation.atOrigin(term),
    );
    const { means, letters } = closedMeans(model.activation, constraint, origin);
    for (const { name, value } of [...means, ...letters]) show(name, value);
  }

  title("longer means of erf, as one fraction where there are several");
  const [y, phi, slope] = [outputOrder, 0, 1];
  for (const [name, left, right] of [
    ["E[phi'''(n)]", [[3, 1]], []],
    ["E[phi'(n)*phi'''(n')]", [[slope, 1]], [[3, 1]]],
    [
      "E[n^2*phi'(n)]",
      [
        [y, 2],
        [slope, 1],
      ],
      [],
    ],
    [
      "E[n*phi(n)*phi'(n)*phi'(n')]",
      [
        [y, 1],
        [phi, 1],
        [slope, 1],
      ],
      [[slope, 1]],
    ],
    [
      "E[n^2*phi'(n)*phi''(n')*n']",
      [
        [y, 2],
        [slope, 1],
      ],
      [
        [2, 1],
        [y, 1],
      ],
    ],
  ] as [string, [number, number][], [number, number][]][])
    show(name, erf.noiseMean!(new Map(left), new Map(right))!);

  title("penalties");
  const bent = derived({ regularizer: { kind: "l1" }, constraint: "free" });
  show("drift", bent.kinetics.drift);
  show("ds/dt", bent.ode[1]!);
  for (const { closure } of [bent, derived({ regularizer: { kind: "3*w^2" }, constraint: "free" })])
    lines.push(
      sentenceLatex(
        closure.reason,
        (latex) => `$${latex}$`,
        (words) => words.toUpperCase(),
      ),
    );

  title("roots of x^2 + 2 tau x = 2 s");
  for (const root of quadraticRoots(g("x", 0), g("tau").scale(2), g("s").scale(-2)))
    lines.push(rootText(root), `    ${rootLatex(root)}`);

  title("names");
  for (const name of ["nu", "B-1", "Q12", "m4_2", "E[c1^2*phi^(4)(y)*phi'''(y')^2*y']", "E[n^2*phi(n')]"])
    lines.push(`${name} = ${toLatex(g(name))}`);
  for (const name of [
    "E[c2*S^3*exp(-3*S/2)]",
    "E[S^2]",
    "<u1*sign(w)^2>",
    "<abs(u1)>",
    "Delta_2_1",
    "Delta_12_10",
    "u12",
    "u3",
    "v_n",
  ])
    lines.push(`${name} = ${toLatex(g(name))}`);
  await expect(`${lines.slice(1).join("\n")}\n`).toMatchFileSnapshot("formulas.txt");
});
