import { polynomialActivation, polynomialInY } from "./polynomial-activation.ts";

export const identity = polynomialActivation("identity", polynomialInY(0, 1), { text: "y", latex: "y" });
