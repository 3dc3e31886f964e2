import type { Trails } from "./view.ts";

/** More points of a run than this are thinned out. */
const most = 600;

/** Keeps what runs have sent, at even distances in time, thinned as it grows. */
export class TrailRecorder {
  private t: number[] = [];
  private runs: number[][] = [];

  clear(): void {
    this.t = [];
    this.runs = [];
  }

  /** Adds the overlaps of all runs, one run after the other, at a time. */
  add(t: number, overlaps: Float64Array, features: number): void {
    const count = overlaps.length / features;
    if (this.runs.length !== count) {
      this.clear();
      this.runs = Array.from({ length: count }, () => []);
    }
    // A run that goes on with another model sends its state again.
    if (this.t.at(-1) === t) return;
    this.t.push(t);
    for (const [r, run] of this.runs.entries())
      run.push(...overlaps.subarray(r * features, (r + 1) * features));
    if (this.t.length <= most) return;
    this.t = this.t.filter((_, k) => k % 2 === 0);
    this.runs = this.runs.map((run) => run.filter((_, k) => Math.floor(k / features) % 2 === 0));
  }

  get trails(): Trails {
    return { t: this.t, runs: this.runs };
  }
}
