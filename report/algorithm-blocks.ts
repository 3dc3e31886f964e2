import type { Derivation } from "../theory/derive.ts";
import type { Polynomial } from "../theory/polynomial.ts";
import { toLatex } from "../theory/render/latex.ts";
import type { Block, EquationLine } from "./model-blocks.ts";

/** What is derived from: sample, views, loss, step and order parameters, as definitions. */
export function algorithmBlocks({ model }: Derivation): Block[] {
  const { loss, regularizer, constraint } = model;
  const line = (label: string, left: string, right: string, relation = "="): EquationLine => ({
    label,
    left,
    right,
    relation,
  });
  const penalty = regularizer.kind === "none" ? "" : " - \\frac{\\tau\\,\\kappa}{N}\\,R'(w)";
  return [
    {
      words: [
        [
          "A sample has hidden variables c, of which U has the features as columns (U'U = N I). Its own noise a and the views' noises e and e' are Gaussian, with variances ν and η a coordinate; e and e' have correlation ρ.",
        ],
      ],
    },
    {
      name: "model and algorithm",
      equations: [
        line("sample", "x_i", "\\frac{1}{\\sqrt N}\\,U c_i + a_i"),
        line("its two views", "v_i", "x_i + e_i,\\qquad v'_i = x_i + e'_i"),
        line(
          "outputs of the two branches",
          "z_i",
          "\\varphi(y_i),\\quad y_i = \\frac{w \\cdot v_i}{\\sqrt N},\\qquad z'_i = \\varphi(y'_i),\\quad y'_i = \\frac{w \\cdot v'_i}{\\sqrt N}",
        ),
        line(
          "loss of a batch",
          "L",
          "\\frac1B \\sum_i a(z_i, z'_i) + \\frac{1}{B\\,(B-1)} \\sum_{i \\ne j} b(z_i, z'_j)",
        ),
        line("its part within samples", "a(z, z')", outputs(loss.a)),
        line("its part between samples", "b(z, z')", outputs(loss.b)),
        line(
          "step of SGD",
          "w",
          `w - \\frac{\\tau}{\\sqrt N} \\sum_i \\Bigl(\\frac{\\partial L}{\\partial y_i}\\,v_i + \\frac{\\partial L}{\\partial y'_i}\\,v'_i\\Bigr)${penalty}`,
          "\\leftarrow",
        ),
        ...(constraint === "sphere"
          ? [line("constraint", "w", "\\sqrt N\\,\\frac{w}{\\lvert w\\rvert}", "\\leftarrow")]
          : []),
        line(
          "order parameters, and time after k steps",
          "Q_l",
          "\\frac{u_l \\cdot w}{N},\\qquad s = \\frac{\\lvert w\\rvert^2}{N},\\qquad t = \\frac kN",
        ),
      ],
    },
  ];
}

/** A polynomial in the outputs z and z'. */
function outputs(part: Polynomial): string {
  return toLatex(part).replaceAll("zp", "{z'}");
}
