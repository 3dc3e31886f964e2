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
