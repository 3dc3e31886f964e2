import { fromHash, toHash } from "./address.ts";
import { type Change, isModelKey } from "./controls.ts";
import { cosinesOf } from "./cosines.ts";
import type { Field } from "./field.ts";
import { basinsOf } from "./field-basins.ts";
import { images, type Mark, zerosOf } from "./field-points.ts";
import { between, type Frame as FilmFrame, knotsFrom } from "./film.ts";
import type { Reply, Request } from "./messages.ts";
import { parameterOf, positionOf, readParameter, valueAt, withParameter } from "./parameters.ts";
import { Picture } from "./picture.ts";
import { type ExplorerState, sameSlice, sameStructure, sliceOf } from "./state.ts";
import { TrailRecorder } from "./trails.ts";
import type { View } from "./view.ts";
import { startWorker } from "./workers.ts";

/** Milliseconds without a change after which a slider counts as at rest. */
const restAfter = 140;
/** Cells along each overlap while a slider moves. */
const movingCells = 64;

/** What the rest of the page shows of answers. */
export interface Panels {
  showState(state: ExplorerState): void;
  reply(reply: Reply): void;
  clock(t: number, diverged: boolean): void;
}

/** One slider's way, evaluated ahead of it. */
interface Film {
  readonly id: number;
  readonly key: string;
  /** The state but for the slider's own value: frames are of this. */
  readonly rest: string;
  readonly positions: readonly number[];
  readonly frames: FilmFrame[];
}

/** The state of the page and what follows from a change of it. */
export class Explorer {
  /** At first the address's, whose view is asked for at once. */
  state: ExplorerState;
  readonly picture: Picture;
  private readonly panels: Panels;
  private readonly ask = startWorker((reply) => this.answered(reply));
  private simulator: ((request: Request) => void) | undefined;
  private readonly recorder = new TrailRecorder();
  private requests = 0;
  /** The newest view that was asked for, the state that it is of, and whether all of it has come. */
  private asked: { id: number; state: ExplorerState; done: boolean } | undefined;
  private film: Film | undefined;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private drawn = { view: true, runs: true };
  private equationsOf: ExplorerState | undefined;
  private marks: readonly Mark[] = [];
  playing = false;

  constructor(panels: Panels) {
    this.panels = panels;
    this.state = fromHash(location.hash);
    // Asked before there is a page to show it: it takes the longest.
    this.request();
    this.picture = new Picture(() => this.redraw("view", "runs"));
    addEventListener("hashchange", () => {
      if (location.hash !== toHash(this.state)) this.set(fromHash(location.hash));
    });
  }

  /** Takes another state as it is. */
  set(state: ExplorerState): void {
    const before = this.state;
    this.state = state;
    this.panels.showState(state);
    this.remember();
    const { asked } = this;
    if (!asked || !sameSlice(asked.state, state) || asked.state.start.join() !== state.start.join()) {
      this.request();
    }
    if (before.features.length !== state.features.length) {
      this.recorder.clear();
      this.play(this.playing, true);
    } else this.play(this.playing);
  }

  /** Takes a state that differs from the one before by one number. */
  change(state: ExplorerState, { key, moving }: Change): void {
    if (!moving || !isModelKey(key)) {
      this.set(state);
      return;
    }
    this.state = state;
    this.panels.showState(state);
    this.takeHold(key);
    this.redraw("view");
    this.play(this.playing);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), restAfter);
  }

  /** Evaluates a slider's way before it moves. */
  takeHold(key: string): void {
    if (!isModelKey(key)) return;
    const parameter = parameterOf(key);
    const rest = JSON.stringify(sliceOf(withParameter(this.state, key, parameter.least)));
    if (this.film?.key === key && this.film.rest === rest) return;
    const places = knotsFrom(positionOf(parameter, readParameter(this.state, key)));
    const values = [...new Set(places.map((place) => valueAt(parameter, place)))];
    const id = ++this.requests;
    const positions = values.map((value) => positionOf(parameter, value));
    const own = this.picture.view?.field;
    const here =
      this.asked && sameSlice(this.asked.state, this.state) && own
        ? [{ position: positionOf(parameter, readParameter(this.state, key)), field: own }]
        : [];
    this.film = { id, key, rest, positions, frames: here };
    this.ask({
      kind: "film",
      id,
      slices: values.map((value) => sliceOf(withParameter(this.state, key, value))),
    });
  }

  /** Asks for the view of the state, if a film has come between. */
  rest(): void {
    this.remember();
    if (this.asked?.done && sameSlice(this.asked.state, this.state)) return;
    this.request();
  }

  play(playing: boolean, restart = false): void {
    this.playing = playing;
    if (restart) this.recorder.clear();
    if (!playing) this.simulator?.({ kind: "pause" });
    else {
      this.simulator ??= startWorker((reply) => this.answered(reply));
      const { dimension, runs, speed, start, randomStart } = this.state;
      const { model, norm } = sliceOf(this.state);
      this.simulator({
        kind: "run",
        model,
        norm,
        dimension,
        runs,
        speed,
        start,
        randomStart,
        restart,
      });
    }
    this.picture.runs = this.recorder.trails;
    this.redraw("runs");
  }

  redraw(...parts: ("view" | "runs")[]): void {
    if (this.drawn.view && this.drawn.runs) requestAnimationFrame(() => this.draw());
    for (const part of parts) this.drawn[part] = false;
  }

  private request(): void {
    const id = ++this.requests;
    this.film = undefined;
    this.asked = { id, state: this.state, done: false };
    const equations = this.equationsOf === undefined || !sameStructure(this.equationsOf, this.state);
    this.panels.reply({ kind: "begun", id });
    this.ask({ kind: "view", id, slice: sliceOf(this.state), at: this.state.start, equations });
  }

  private draw(): void {
    const { film, drawn } = this;
    this.drawn = { view: true, runs: true };
    if (!drawn.view) {
      const moving =
        film !== undefined &&
        film.frames.length > 0 &&
        !(this.asked && sameSlice(this.asked.state, this.state));
      if (moving) {
        const position = positionOf(parameterOf(film.key), readParameter(this.state, film.key));
        this.picture.view = this.viewOf(between(film.frames, position));
      }
      if (this.picture.view) this.picture.view = { ...this.picture.view, start: this.state.start };
      this.picture.drawView();
    }
    if (!drawn.runs || !drawn.view) this.picture.drawRuns();
  }

  /** All that a field says by itself. */
  private viewOf(field: Field): View {
    const { start, constraint } = this.state;
    const bare: View = {
      field,
      free: constraint === "free",
      marks: [],
      labels: undefined,
      separatrix: [],
      paths: [],
      start,
    };
    // Where a slice's arrows vanish nothing rests: its norm goes on.
    if (bare.free) return bare;
    const zeros = zerosOf(field);
    const labels = field.features === 2 ? basinsOf(field, zeros, movingCells) : undefined;
    return { ...bare, marks: images(zeros), labels };
  }

  private answered(reply: Reply): void {
    if (reply.kind === "paths") {
      if (reply.restarted) this.recorder.clear();
      if (reply.diverged) this.playing = false;
      else this.recorder.add(reply.t, reply.overlaps, this.state.features.length);
      this.picture.runs = this.recorder.trails;
      this.panels.clock(reply.t, reply.diverged);
      this.redraw("runs");
      return;
    }
    if (reply.kind === "field" && this.film?.id === reply.id && reply.index !== null) {
      const position = this.film.positions[reply.index]!;
      const { features, samples } = reply;
      if (!this.film.frames.some((frame) => frame.position === position)) {
        this.film.frames.push({ position, field: { features, samples } });
      }
      this.redraw("view");
      return;
    }
    if (reply.id !== this.asked?.id) return;
    if (reply.kind === "done" || reply.kind === "failed") this.asked.done = true;
    if (reply.kind === "equations") this.equationsOf = this.asked.state;
    this.panels.reply(reply);
    const { view } = this.picture;
    if (reply.kind === "field") {
      this.picture.view = this.viewOf({ features: reply.features, samples: reply.samples });
    } else if (reply.kind === "landscape" && view) {
      // w = 0 has no direction.
      this.marks = reply.fixedPoints
        .filter(({ s }) => s > 0)
        .map(({ Q, s, stability }) => ({ Q: cosinesOf(Q, s), stability }));
      this.picture.view = { ...view, marks: this.marks, separatrix: reply.separatrix };
    } else if (reply.kind === "paths-ahead" && view) {
      this.picture.view = { ...view, paths: reply.paths };
    } else if (reply.kind === "labels" && view) {
      this.picture.view = { ...view, labels: reply };
    } else return;
    this.redraw("view");
  }

  private remember(): void {
    const hash = toHash(this.state);
    if (location.hash !== hash) history.replaceState(null, "", hash);
  }
}
