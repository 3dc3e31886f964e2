import { polynomialActivation, polynomialInY } from "./polynomial-activation.ts";

export const quadratic = polynomialActivation("quadratic", polynomialInY(0, 0, 1), {
  text: "y^2",
  latex: "y^2",
});
