/** Equal cells in w, as many on either side of 0: the kink of |w| lies on a face. */
export interface Grid {
  /** An even number. */
  readonly cells: number;
  readonly width: number;
  readonly centers: Float64Array;
}

export function makeGrid(cells: number, width: number): Grid {
  const centers = Float64Array.from({ length: cells }, (_, i) => (i - (cells - 1) / 2) * width);
  return { cells, width, centers };
}

/** A row of cells on a grid with more cells of the same width, empty where it had none. */
export function embed(row: Float64Array, cells: number): Float64Array {
  const wider = new Float64Array(cells);
  wider.set(row, (cells - row.length) / 2);
  return wider;
}
