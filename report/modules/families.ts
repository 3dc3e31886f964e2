import type { ModuleFamily } from "./family.ts";
import { phiMeans } from "./phi-means.ts";
import { signalMeans } from "./signal-means.ts";
import { signalMoments } from "./signal-moments.ts";

/** Every family of generators that modules can compute. */
export const families: readonly ModuleFamily[] = [phiMeans, signalMoments, signalMeans];
