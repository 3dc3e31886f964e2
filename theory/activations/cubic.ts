import { polynomialActivation, polynomialInY } from "./polynomial-activation.ts";

export const cubic = polynomialActivation("cubic", polynomialInY(0, 0, 0, 1), { text: "y^3", latex: "y^3" });
