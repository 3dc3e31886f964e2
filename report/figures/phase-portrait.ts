import { basins } from "../../numerics/basins/basins.ts";
import { Path } from "../../numerics/basins/path.ts";
import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { basinsFigure } from "./basins.ts";
import { modelSentence } from "./model-sentence.ts";
import { type FigureRecipe, isOnSphere } from "./recipe.ts";

type Overlaps = readonly [Q1: number, Q2: number];

/** Distance of two seeds of streamlines, and the length of a streamline to either side of its seed. */
const spacing = 0.26;
const reach = 0.095;

/** The letter's figure 3a: the flow of two overlaps, its fixed points, their basins and the separatrix. */
export const phasePortrait: FigureRecipe = {
  name: "phase-portrait",
  topic: "phase portrait with both attraction regions",
  letter: "3a",
  suits: (derivation) => isOnSphere(derivation, 2),
  async draw({ model, scale }) {
    const flow = compileFlow(model);
    const grid = scale === "full" ? 160 : 16;
    const found = await basins(flow, { grid });
    const figure = await basinsFigure({
      title: `Phase portrait of ${model.name}, with its attraction regions`,
      s: 1,
      ...found,
      streamlines: streamlines(flow, scale === "full" ? spacing : 2 * spacing),
    });
    const shares = found.attractors.map(
      ({ Q }, i) =>
        `(${Q.map((q) => Number(q.toFixed(3))).join(", ")}): ${(100 * found.fractions[i]!).toFixed(1)} %`,
    );
    const share = `Share of the disk that ends at each: ${shares.join(", ")}, from ${grid} cells along each overlap.`;
    return { ...figure, caption: `${figure.caption} ${share} ${modelSentence(model)}` };
  },
};

/** Short solutions through the points of a triangular lattice in the unit disk. */
function streamlines(flow: Flow, distance: number): Overlaps[][] {
  const height = (distance * Math.sqrt(3)) / 2;
  const rows = Math.floor(1 / height);
  const columns = Math.ceil(1 / distance);
  const lines: Overlaps[][] = [];
  for (let row = -rows; row <= rows; row++) {
    for (let column = -columns; column <= columns; column++) {
      const seed: Overlaps = [(column + (row % 2 === 0 ? 0.25 : 0.75)) * distance, (row + 0.35) * height];
      if (Math.hypot(...seed) > 0.94) continue;
      const line = [...piece(flow, seed, -1).reverse(), seed, ...piece(flow, seed, 1)];
      if (line.length > 4) lines.push(line);
    }
  }
  return lines;
}

/** The solution from a point, forwards or backwards in time, as far as `reach` or the rim. */
function piece(flow: Flow, from: Overlaps, direction: 1 | -1): Overlaps[] {
  const path = new Path((state, out) => {
    flow.rhs(state, out);
    for (let l = 0; l < 2; l++) out[l] = direction * out[l]!;
  }, 2);
  path.start(from);
  const points: Overlaps[] = [];
  let [last, length]: [Overlaps, number] = [from, 0];
  while (length < reach) {
    const speed = Math.hypot(...path.velocity);
    if (speed < 1e-6 || !path.step(0.02 / speed)) break;
    const here: Overlaps = [path.state[0]!, path.state[1]!];
    if (Math.hypot(...here) > 1) break;
    const moved = Math.hypot(here[0] - last[0], here[1] - last[1]);
    // Next to a fixed point a solution takes for ever.
    if (moved < 1e-4) break;
    length += moved;
    points.push(here);
    last = here;
  }
  return points;
}
