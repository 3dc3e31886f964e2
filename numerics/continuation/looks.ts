/** Between looks no more of the parameter's range is left than this. */
const widestGap = 1 / 8;
/** Nor is a look for less than this worth its time, between bifurcations. */
const narrowestGap = 1e-4;
/** Off the middle: where a symmetric family is special one would see less. */
const part = 0.48;

/**
 * Where in the parameter's range [0, 1] to look for fixed points that no branch explains, one value after the other: at its
 * ends, between them until the gaps are narrow, and at last between any two bifurcations that are then known.
 * @param bifurcations the parameters of those found so far, asked for anew before every look.
 */
export function* looks(bifurcations: () => readonly number[]): Generator<number> {
  const taken = [0, 1];
  yield* taken;
  for (;;) {
    const gap = widest(taken) ?? unseen(taken, bifurcations());
    if (!gap) return;
    const [low, high] = gap;
    const at = low + part * (high - low);
    taken.push(at);
    taken.sort((a, b) => a - b);
    yield at;
  }
}

type Gap = readonly [low: number, high: number];

function gapsBetween(values: readonly number[]): Gap[] {
  return values.slice(1).map((high, i) => [values[i]!, high]);
}

function widest(taken: readonly number[]): Gap | undefined {
  const [gap] = gapsBetween(taken).sort(([a, b], [c, d]) => d - c - (b - a));
  return gap && gap[1] - gap[0] > widestGap ? gap : undefined;
}

/** An interval between neighbouring bifurcations without a look in it. */
function unseen(taken: readonly number[], bifurcations: readonly number[]): Gap | undefined {
  const ends = [0, ...bifurcations, 1].sort((a, b) => a - b);
  return gapsBetween(ends).find(
    ([low, high]) => high - low > narrowestGap && !taken.some((at) => low < at && at < high),
  );
}
