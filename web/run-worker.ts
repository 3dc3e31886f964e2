import { Random } from "../numerics/random/random.ts";
import { overlap } from "../numerics/samplers/overlap.ts";
import type { Run, Start } from "../numerics/samplers/sampler.ts";
import { parseModel } from "../theory/model.ts";
import { cosinesOf, overlapsOf } from "./cosines.ts";
import type { Reply, Request } from "./messages.ts";

type RunRequest = Extract<Request, { kind: "run" }>;

/** Milliseconds between two pictures, and how many of them may go into steps. */
const interval = 33;
const budget = 22;
/** Overlaps and squared norms beyond this have left every bounded set. */
const bounded = 1e6;

/** Runs SGD as its overlaps see it, at a speed in units of time a second, or as fast as the machine can. */
export class RunWorker {
  private runs: { readonly run: Run; readonly random: Random }[] = [];
  private request: RunRequest | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private t = 0;
  private seed = 0;
  private readonly reply: (reply: Reply) => void;

  constructor(reply: (reply: Reply) => void) {
    this.reply = reply;
  }

  pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Starts, or goes on with another model from where the runs are. */
  run(request: RunRequest): void {
    const model = parseModel(request.model);
    if (overlap.refuses(model, request.dimension) !== undefined) return;
    const d = model.features.length;
    const anew = request.restart || this.runs.length !== request.runs;
    const states = this.runs.map(({ run }) => stateOf(run, this.request!.model));
    if (anew) {
      this.t = 0;
      this.seed++;
    }
    this.runs = Array.from({ length: request.runs }, (_, r) => {
      const random = anew ? Random.stream(this.seed, r) : this.runs[r]!.random;
      const s = request.norm;
      const given: Start = { kind: "overlaps", Q: overlapsOf(request.start.slice(0, d), s), s };
      const fresh: Start = request.randomStart ? { kind: "random", s } : given;
      const state = states[r];
      const start: Start =
        anew || state === undefined
          ? fresh
          : { kind: "overlaps", Q: state.slice(0, d), s: model.constraint === "sphere" ? 1 : state[d]! };
      return { run: overlap.start(model, request.dimension, start, random), random };
    });
    this.request = request;
    this.send(anew);
    this.timer ??= setInterval(() => this.tick(), interval);
  }

  private tick(): void {
    const { dimension, speed } = this.request!;
    const wanted = Math.max(1, Math.round((speed * dimension * interval) / 1000));
    const until = performance.now() + budget;
    let steps = 0;
    while (steps < wanted && performance.now() < until) {
      const chunk = Math.min(20, wanted - steps);
      for (const { run } of this.runs) run.advance(chunk);
      steps += chunk;
    }
    this.t += steps / dimension;
    this.send(false);
  }

  private send(restarted: boolean): void {
    const d = featuresOf(this.request!.model);
    const overlaps = new Float64Array(this.runs.length * d);
    let diverged = false;
    for (const [r, { run }] of this.runs.entries()) {
      const state = stateOf(run, this.request!.model);
      diverged ||= !state.every((x) => Math.abs(x) < bounded);
      overlaps.set(cosinesOf(state.slice(0, d), state[d]!), r * d);
    }
    if (diverged) {
      this.pause();
      this.runs = [];
    }
    this.reply({ kind: "paths", t: this.t, overlaps, restarted, diverged });
  }
}

function featuresOf(model: RunRequest["model"]): number {
  return (model["features"] as readonly unknown[]).length;
}

function stateOf(run: Run, model: RunRequest["model"]): number[] {
  const state = new Float64Array(featuresOf(model) + 1);
  run.read(state);
  return [...state];
}
