/** A node of a lattice. */
type Node = readonly [column: number, row: number];

/** Numbers of cells. */
export interface LatticeSize {
  readonly columns: number;
  readonly rows: number;
  /** How many cells apart nodes are looked at first. */
  readonly strides: readonly [column: number, row: number];
}

/** Values at the nodes of a lattice, by column and row. */
export type Samples = readonly (readonly (readonly number[])[])[];

/**
 * Values at all nodes, computed only where one of them changes its sign: at nodes a few cells apart, and from there on along
 * the zeros. Each other node gets the values of a neighbour, between which and it no sign changes.
 */
export function sampleNearZeros(
  valuesAt: (column: number, row: number) => readonly number[],
  { columns, rows, strides }: LatticeSize,
): Samples {
  const nodes: (readonly number[])[][] = Array.from({ length: columns + 1 }, () => []);
  const at = ([i, j]: Node): readonly number[] => (nodes[i]![j] ??= valuesAt(i, j));
  const differ = (a: Node, b: Node): boolean => at(a).some((value, k) => value > 0 !== at(b)[k]! > 0);
  const cells: Node[] = [];
  /** The cells on both sides of each edge on a straight line between two nodes on which a sign changes. */
  const cross = (a: Node, b: Node): void => {
    if (!differ(a, b)) return;
    const [width, height] = [b[0] - a[0], b[1] - a[1]];
    if (width + height === 1) cells.push(a, [a[0] - height, a[1] - width]);
    else {
      const middle: Node = [a[0] + (width >> 1), a[1] + (height >> 1)];
      cross(a, middle);
      cross(middle, b);
    }
  };
  const [across, down] = [stops(columns, strides[0]), stops(rows, strides[1])];
  for (const [n, i] of across.entries()) {
    for (const [m, j] of down.entries()) {
      if (n > 0) cross([across[n - 1]!, j], [i, j]);
      if (m > 0) cross([i, down[m - 1]!], [i, j]);
    }
  }
  const seen = new Set<number>();
  for (let cell = cells.pop(); cell; cell = cells.pop()) {
    const [i, j] = cell;
    if (i < 0 || j < 0 || i >= columns || j >= rows || seen.has(i * rows + j)) continue;
    seen.add(i * rows + j);
    cross([i, j], [i + 1, j]);
    cross([i, j], [i, j + 1]);
    cross([i + 1, j], [i + 1, j + 1]);
    cross([i, j + 1], [i + 1, j + 1]);
  }
  spread(nodes, rows);
  return nodes;
}

function stops(count: number, stride: number): number[] {
  return [...Array.from({ length: Math.ceil(count / stride) }, (_, n) => n * stride), count];
}

/** Gives nodes without values those of a neighbour, outwards from those that have some. */
function spread(nodes: (readonly number[])[][], rows: number): void {
  const known = nodes.flatMap((column, i) =>
    [...column.keys()].filter((j) => column[j]).map((j): Node => [i, j]),
  );
  for (const [i, j] of known) {
    for (const [k, l] of [
      [i - 1, j],
      [i + 1, j],
      [i, j - 1],
      [i, j + 1],
    ] as const) {
      const column = nodes[k];
      if (!column || l < 0 || l > rows || column[l]) continue;
      column[l] = nodes[i]![j]!;
      known.push([k, l]);
    }
  }
}
