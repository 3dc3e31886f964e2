import type { Derivation } from "../../theory/derive.ts";
import type { Model } from "../../theory/model.ts";
import type { Figure } from "./figure.ts";

/** What a figure's numbers are made of. */
export interface FigureContext {
  readonly model: Model;
  /** All randomness derives from it. */
  readonly seed: number;
  /** `small`: few runs and points, for quick looks; the picture is built the same way. */
  readonly scale: "full" | "small";
}

/**
 * One figure of a report: for which models it is made, and how. To add one: put an object of this shape into a file of
 * its own and list it in index.ts. Same model, seed and scale, same picture.
 */
export interface FigureRecipe {
  /** For file names and ids. */
  readonly name: string;
  /** What it shows, in a few words. */
  readonly topic: string;
  /** Which figure of the letter shows the same, `2a`; absent where the letter has none. */
  readonly letter?: string;
  suits(derivation: Derivation): boolean;
  /** @throws DriftproofError where the model has no such picture, as when its solution blows up. */
  draw(context: FigureContext): Promise<Figure>;
}

/** Whether all is known of the flow: the ODE closes. */
export function isClosed({ closed }: Derivation): boolean {
  return closed;
}

/** Whether the ODE closes in this many overlaps alone, on the sphere. */
export function isOnSphere({ closed, model }: Derivation, features: number): boolean {
  return closed && model.constraint === "sphere" && model.features.length === features;
}
