import type { Threshold, Thresholds } from "../../../theory/thresholds.ts";
import type { Formulas } from "../formulas.ts";
import type { ModelOnset } from "./details.ts";
import { learnabilityMeans } from "./mean-blocks.ts";
import { normalFormShape, onsetFeatures } from "./onset-blocks.ts";
import { type Written, written, writtenName, writtenQuotient, writtenRoot } from "./written.ts";

/** `learnability` of the JSON document of `derive`. */
export function learnabilityJson(formulas: Formulas) {
  const { isFixedPoint, eigenvalues, thresholds, details } = formulas.origin!;
  const { norm, reduced } = details;
  return {
    isFixedPoint,
    eigenvalues: eigenvalues?.map(written) ?? null,
    thresholds: thresholds?.map((quotient) => quotient && writtenQuotient(quotient)) ?? null,
    // The free variant's s*: the equation is zero there; `roots` are those of s^power.
    norm: norm
      ? {
          equation: written(norm.equation),
          power: norm.power,
          roots: norm.roots.map((root) => writtenRoot(root)),
          reason: norm.reason ?? null,
        }
      : null,
    // With f eliminated by the stationarity of s; lambda is that at Q = 0.
    eigenvaluesAtNorm: reduced?.map(written) ?? null,
    solved: details.thresholds ? solvedJson(details.thresholds) : null,
    normalForm: normalFormJson(formulas),
    means: closedMeansJson(formulas),
  };
}

/** The means at Q = 0 that have a closed form, and the letters in those forms. */
function closedMeansJson(formulas: Formulas) {
  const { means, letters } = learnabilityMeans(formulas);
  return Object.fromEntries([...means, ...letters].map(({ name, value }) => [name, written(value)]));
}

function solvedJson(thresholds: Thresholds) {
  const { m2, tau, B, eta, rho } = thresholds;
  return {
    m2: m2.map(thresholdJson),
    tau: tau.map(thresholdJson),
    B: B.map(thresholdJson),
    eta: eta.map(thresholdJson),
    rho: rho.map(thresholdJson),
  };
}

/**
 * `text` and `latex` state the solution in full, `bounds` are its formulas alone. Where there is none, `reason` stands in
 * their place; `equation` is zero at the threshold in any case.
 */
function thresholdJson({ name, solution, equation }: Threshold) {
  const common = { relation: solution.relation, equation: written(equation) };
  if (!("bounds" in solution)) {
    const reason =
      "reason" in solution ? solution.reason : `A > 0 for ${everyOrNo(solution.relation)} ${name}`;
    return { ...common, reason };
  }
  const bounds = solution.bounds.map((root) => writtenRoot(root));
  const { condition, otherwise } = solution;
  return {
    ...stated(writtenName(name), solution.relation, bounds),
    ...common,
    bounds,
    ...(condition && {
      // The relation holds where this is positive; where it is not, `otherwise`.
      condition: { text: `${written(condition).text} > 0`, latex: `${written(condition).latex} > 0` },
      otherwise,
    }),
  };
}

function everyOrNo(relation: "always" | "never"): string {
  return relation === "always" ? "every" : "no";
}

function stated(
  name: Written,
  relation: "<" | ">" | "between" | "outside",
  bounds: readonly Written[],
): Written {
  const [first, last] = bounds as [Written, Written];
  switch (relation) {
    case "between":
      return {
        text: `${first.text} < ${name.text} < ${last.text}`,
        latex: `${first.latex} < ${name.latex} < ${last.latex}`,
      };
    case "outside":
      return {
        text: `${name.text} < ${first.text}, ${name.text} > ${last.text}`,
        latex: `${name.latex} < ${first.latex} \\text{ or } ${name.latex} > ${last.latex}`,
      };
    default:
      return {
        text: `${name.text} ${relation} ${first.text}`,
        latex: `${name.latex} ${relation} ${first.latex}`,
      };
  }
}

/** Rows l and columns m as on the page: for many features that are alike, those that stand for all. */
function normalFormJson(formulas: Formulas) {
  const { normalForm, onsets } = formulas.origin!.details;
  if ("reason" in normalForm) return { reason: normalForm.reason };
  const { rows, columns } = normalFormShape(formulas);
  const { norm } = normalForm;
  return {
    quadratic: rows.map((l) => written(normalForm.quadratic(l))),
    cubic: rows.map((l) => columns.map((m) => written(normalForm.cubic(l, m)))),
    // What the norm adds to cubic[l][m] in the free variant: slopes[l] times response[m].
    norm: norm
      ? {
          slopes: rows.map((l) => written(norm.slope(l))),
          response: columns.map((m) => writtenQuotient(norm.response(m))),
        }
      : null,
    onsets: onsetFeatures(formulas).map((l) => {
      const found = onsets(l);
      return "reason" in found ? found : found.map(onsetJson);
    }),
  };
}

function onsetJson({ exact, ...numbers }: ModelOnset) {
  if (!exact) return numbers;
  const { tau, quadratic, cubic } = exact;
  return {
    ...numbers,
    exact: { tau: `${tau}`, quadratic: `${quadratic}`, cubic: `${cubic}` },
  };
}
