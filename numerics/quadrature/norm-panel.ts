/** Nodes in the squared norm s between which functions of s are interpolated. */
export interface NormPanel {
  readonly nodes: Float64Array;
  /** Where interpolation should be checked: the panel's ends and middle. */
  readonly checks: readonly number[];
  /** Writes the weight of each node at s. */
  weights(norm: number, out: Float64Array): void;
}

/** For models on the sphere, where s = 1. */
export const spherePanel: NormPanel = {
  nodes: Float64Array.of(1),
  checks: [],
  weights: (_norm, out) => {
    out[0] = 1;
  },
};

/** Panels an octave of s, and Chebyshev nodes in log s on each: ten digits a panel and more. */
const panelsPerOctave = 4;
const nodesPerPanel = 9;

/** Number of the panel that holds s. */
export function panelIndex(norm: number): number {
  return Math.floor(Math.log2(norm) * panelsPerOctave);
}

/** The panel of this number, by Chebyshev points of the first kind and the barycentric formula. */
export function normPanel(index: number): NormPanel {
  const angles = Array.from(
    { length: nodesPerPanel },
    (_, j) => ((2 * j + 1) * Math.PI) / (2 * nodesPerPanel),
  );
  const positions = Float64Array.from(angles, Math.cos);
  const factors = Float64Array.from(angles, (angle, j) => (j % 2 === 0 ? 1 : -1) * Math.sin(angle));
  const normAt = (x: number): number => 2 ** ((index + (x + 1) / 2) / panelsPerOctave);
  return {
    nodes: positions.map(normAt),
    checks: [-1, 0.17, 1].map(normAt),
    weights(norm, out) {
      const x = 2 * (Math.log2(norm) * panelsPerOctave - index) - 1;
      let total = 0;
      for (let j = 0; j < nodesPerPanel; j++) {
        const distance = x - positions[j]!;
        if (distance === 0) {
          out.fill(0);
          out[j] = 1;
          return;
        }
        total += out[j] = factors[j]! / distance;
      }
      for (let j = 0; j < nodesPerPanel; j++) out[j]! /= total;
    },
  };
}

/**
 * Interpolates rows of values at a panel's nodes, one row a number: out_i = sum over j of weights_j values_(i, j).
 * Nine products written out take a third of the time of a loop.
 */
export function interpolateInNorm(
  weights: Float64Array,
  values: Float64Array,
  out: Float64Array,
  count: number,
): void {
  const [a, b, c] = [weights[0]!, weights[1]!, weights[2]!];
  const [d, e, f] = [weights[3]!, weights[4]!, weights[5]!];
  const [g, h, i] = [weights[6]!, weights[7]!, weights[8]!];
  for (let to = 0, j = 0; to < count; to++, j += nodesPerPanel) {
    out[to] =
      a * values[j]! +
      b * values[j + 1]! +
      c * values[j + 2]! +
      (d * values[j + 3]! + e * values[j + 4]! + f * values[j + 5]!) +
      (g * values[j + 6]! + h * values[j + 7]! + i * values[j + 8]!);
  }
}
