import { direct } from "./direct.ts";
import { overlap } from "./overlap.ts";
import { projected } from "./projected.ts";
import type { Sampler } from "./sampler.ts";

export type SamplerName = "direct" | "projected" | "overlap";

/** Every sampler, by name. */
export const samplers: Readonly<Record<SamplerName, Sampler>> = { direct, projected, overlap };
