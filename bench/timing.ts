/** One line of a benchmark's table. */
export interface Row {
  readonly name: string;
  readonly value: string;
  /** The same work done another way in the same run. */
  readonly reference?: string;
}

/** The median time of one call in milliseconds, over about `budget` milliseconds of repetitions after a warm-up. */
export function medianTime(work: () => void, budget = 300): number {
  work();
  const times: number[] = [];
  const started = performance.now();
  while (times.length < 3 || performance.now() - started < budget) {
    const before = performance.now();
    work();
    times.push(performance.now() - before);
    if (times.length >= 1000) break;
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)]!;
}

/** `7.89 s`, `1.23 ms` or `4.56 us`. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toPrecision(3)} s`;
  return milliseconds >= 1
    ? `${milliseconds.toPrecision(3)} ms`
    : `${(milliseconds * 1000).toPrecision(3)} us`;
}

/** `1.2 M/s` or `3.4 k/s`. */
export function rate(perSecond: number): string {
  return perSecond >= 1e6
    ? `${(perSecond / 1e6).toPrecision(3)} M/s`
    : `${(perSecond / 1e3).toPrecision(3)} k/s`;
}

/** What the same work takes another way, beside what it takes here, both in milliseconds. */
export function beside(what: string, other: number, own: number): string {
  return `${what}: ${duration(other)}, ${(other / own).toPrecision(2)} times as long`;
}
