import { auto } from "./auto.ts";
import type { Integrator } from "./integrator.ts";
import { odex } from "./odex.ts";
import { rodas4 } from "./rodas4.ts";

export type { Integrator } from "./integrator.ts";

/** The names under which the integrators are offered. */
export type IntegratorName = "auto" | "odex" | "rodas4";

/** Every integrator by its name. */
export const integrators: Readonly<Record<IntegratorName, Integrator>> = { auto, odex, rodas4 };
