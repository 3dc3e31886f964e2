import { polynomialActivation, polynomialInY } from "./polynomial-activation.ts";

export const hermite3 = polynomialActivation("hermite3", polynomialInY(0, -3, 0, 1), {
  text: "y^3 - 3*y",
  latex: "y^3 - 3y",
});
