export * from "./hidden-laws.ts";
export * from "./models.ts";
export * from "./polynomial-activations.ts";
export * from "./polynomials.ts";
export * from "./rationals.ts";
