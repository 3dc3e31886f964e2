import type { Constraint } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import type { Regularizer } from "../../theory/regularizers/regularizer.ts";
import { closureIsRight } from "./closure-law.ts";
import { type Law, requireNear } from "./law.ts";
import { conservesMass, momentsFollow } from "./pde-laws.ts";

export type { Law } from "./law.ts";

const constraints: readonly Constraint[] = ["free", "sphere"];

/** What every penalty must obey: its own pieces fit together, and the theory derived from it is right. */
export function regularizerLaws(regularizer: Regularizer): Law[] {
  return [
    { name: "R' is the derivative of R", check: () => slopeIsDerivative(regularizer) },
    { name: "R' as a formula is R' as numbers", check: () => formulaIsSlope(regularizer) },
    { name: "exact values of R' are its values", check: () => exactValuesAgree(regularizer) },
    ...constraints.flatMap((constraint): Law[] => [
      {
        name: `closure is decided rightly (${constraint})`,
        check: () => closureIsRight(regularizer, constraint),
      },
      { name: `the PDE conserves mass (${constraint})`, check: () => conservesMass(regularizer, constraint) },
      {
        name: `the moment equations are the PDE's (${constraint})`,
        check: () => momentsFollow(regularizer, constraint),
      },
    ]),
  ];
}

// Multiples of sqrt 2 are not where people put kinks.
const points = Array.from({ length: 200 }, (_, i) => ((i - 99.5) * Math.SQRT2) / 35);

function slopeIsDerivative({ value, slopeAt }: Regularizer): void {
  // Central differences are off by R''' h^2/6 and by the rounding of R over h, both near 1e-10 here.
  const h = 1e-5;
  for (const w of points) {
    const difference = (value(w + h) - value(w - h)) / (2 * h);
    const scale = 1 + Math.abs(value(w)) + Math.abs(slopeAt(w));
    requireNear(`R'(${w}) by differences of R`, slopeAt(w), difference, 1e-6 * scale);
  }
}

function formulaIsSlope({ slope, functions, slopeAt }: Regularizer): void {
  for (const w of points) {
    let [sum, size] = [0, 0];
    for (const { coefficient, powers } of slope.namedTerms()) {
      let product = coefficient.toNumber();
      for (const [name, exponent] of powers) {
        const known = functions.find((f) => f.name === name);
        if (!known && name !== "w") throw new Error(`the slope has ${name}, which is no function of w`);
        product *= (known ? known.value(w) : w) ** exponent;
      }
      sum += product;
      size += Math.abs(product);
    }
    requireNear(`the formula of R' at ${w}`, sum, slopeAt(w), 1e-12 * (size + Math.abs(slopeAt(w))));
  }
}

function exactValuesAgree({ functions }: Regularizer): void {
  for (const { name, value, exact, enclosure } of functions) {
    for (let k = -40; k <= 40; k++) {
      const w = Rational.of(k, 7);
      const number = value(w.toNumber());
      const known = exact(w);
      const size = 1e-12 * (1 + Math.abs(number));
      if (known) requireNear(`${name} at ${w}, exact`, known.toNumber(), number, size);
      const bounds = enclosure?.(w);
      if (bounds && !(bounds[0] <= number + size && number - size <= bounds[1])) {
        throw new Error(`${name} at ${w}: ${number} is not within the bounds ${bounds.join(" and ")}`);
      }
    }
  }
}
