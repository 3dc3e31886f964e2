import { type Landscape, landscapeOf } from "../numerics/basins/attractors.ts";
import { completeGrid, gridOf, labelRow, ownRows } from "../numerics/basins/grid.ts";
import { Labeller } from "../numerics/basins/labeller.ts";
import { separatrix } from "../numerics/basins/separatrix.ts";
import { type FixedPointSet, fixedPointSet } from "../numerics/fixed-points.ts";
import { compileFlow, type Flow } from "../numerics/flow/flow.ts";
import { symmetryImages } from "../numerics/symmetries.ts";
import { leftOutText } from "../report/left-out-text.ts";
import { wholeText } from "../report/whole-text.ts";
import { ConvergenceError, DriftproofError } from "../theory/errors.ts";
import { type ModelInput, parseModel } from "../theory/model.ts";
import { overlapsOf } from "./cosines.ts";
import { equationsOf } from "./equations.ts";
import { type Field, sampleField } from "./field.ts";
import { basinsOf } from "./field-basins.ts";
import { pathsFrom, sliceFlow } from "./free-norm.ts";
import type { Path, Reply, Request, Values } from "./messages.ts";

/** Cells along each overlap. */
const cells = 200;
/** Microseconds an evaluation may take for the flow itself to be followed from every cell: it takes a million of them. */
const affordable = 25;
/** Milliseconds for paths before fixed points are looked for; of a dear flow the other paths come after those. */
const pathsFirst = 300;

type ViewRequest = Extract<Request, { kind: "view" }>;
type FilmRequest = Extract<Request, { kind: "film" }>;

/**
 * Answers requests for views, part by part, the cheapest first. Between parts it looks whether a newer request has
 * come, and leaves the rest of an old one undone.
 */
export class ViewWorker {
  private newest = -1;
  private readonly reply: (reply: Reply) => void;

  constructor(reply: (reply: Reply) => void) {
    this.reply = reply;
  }

  async answer(request: ViewRequest | FilmRequest): Promise<void> {
    this.newest = request.id;
    this.reply({ kind: "begun", id: request.id });
    const parts = request.kind === "film" ? this.film(request) : this.view(request);
    try {
      for (;;) {
        // A message can arrive only between tasks.
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (this.newest !== request.id) return;
        if (parts.next().done) break;
      }
      this.reply({ kind: "done", id: request.id });
    } catch (error) {
      const message = error instanceof DriftproofError ? error.message : `internal error: ${String(error)}`;
      this.reply({ kind: "failed", id: request.id, message });
    }
  }

  private *film({ id, slices }: FilmRequest): Generator<void> {
    for (const [index, { model, norm }] of slices.entries()) {
      this.field(id, flowOf(model), norm, index);
      yield;
    }
  }

  private field(id: number, flow: Flow, norm: number, index: number | null): Field {
    const field = sampleField(sliceFlow(flow, norm));
    this.reply({ kind: "field", id, ...field, index });
    return field;
  }

  private *view({ id, slice: { model, norm }, at, equations }: ViewRequest): Generator<void> {
    const flow = flowOf(model);
    const field = this.field(id, flow, norm, null);
    yield;
    if (equations) {
      this.reply({ kind: "equations", id, equations: equationsOf(flow.derivation) });
      yield;
    }
    this.reply({ kind: "values", id, values: valuesAt(flow, at, norm) });
    yield;
    const paths = this.paths(id, flow, norm);
    const until = performance.now() + pathsFirst;
    while (performance.now() < until && !paths.next().done) yield;
    const set = fixedPointSet(flow);
    const { points, continua } = set;
    const fixedPoints = points.flatMap((point) => symmetryImages(point, flow.model));
    const landscape = { kind: "landscape", id, fixedPoints, notes: notesOn(set, flow) } as const;
    this.reply({ ...landscape, separatrix: [] });
    yield* paths;
    // With the norm as a variable, or whole curves of fixed points, there are no basins in the plane to draw.
    if (flow.features === 1 || flow.size === 3 || continua.length > 0) return;
    const own = fixedPoints.filter(({ Q }) => Q.every((q) => q >= 0));
    this.reply({ kind: "labels", id, exact: false, ...basinsOf(field, own, cells) });
    yield;
    if (microseconds(flow) > affordable) return;
    this.reply({ ...landscape, separatrix: separatrix(flow, fixedPoints) });
    yield;
    yield* this.basins(id, flow);
  }

  /** Of free weights: paths of the whole flow, one after the other. */
  private *paths(id: number, flow: Flow, norm: number): Generator<void> {
    if (flow.size === flow.features) return;
    const paths: Path[] = [];
    for (const path of pathsFrom(flow, norm)) {
      paths.push(path);
      this.reply({ kind: "paths-ahead", id, paths });
      yield;
    }
  }

  private *basins(id: number, flow: Flow): Generator<void> {
    const landscape = landscapeIfCertain(flow);
    if (!landscape) return;
    const { attractors, targets } = landscape;
    const labeller = new Labeller(flow, targets);
    const grid = gridOf(flow.model, cells, 1);
    const rows: number[][] = [];
    while (rows.length < ownRows(grid)) {
      yield;
      rows.push(labelRow(labeller, grid, rows.length));
    }
    const labels = Int16Array.from(completeGrid(grid, rows, attractors).flat());
    this.reply({ kind: "labels", id, exact: true, cells, labels, ends: attractors.map(({ Q }) => Q) });
  }
}

/** What is known of the list of fixed points, a sentence each. */
function notesOn(set: FixedPointSet, { model }: Flow): string[] {
  const { continua, leftOut } = set;
  return [
    ...wholeText(set, model),
    ...continua.map((sentence) => `Also ${sentence}.`),
    ...leftOut.map(leftOutText),
  ];
}

/** Undefined where a stable point's neighbourhood cannot be made sure of: then basins stay as the field has them. */
function landscapeIfCertain(flow: Flow): Landscape | undefined {
  try {
    return landscapeOf(flow);
  } catch (error) {
    if (error instanceof ConvergenceError) return undefined;
    throw error;
  }
}

function flowOf(model: ModelInput): Flow {
  return compileFlow(parseModel(model));
}

/** @param at cosine similarities. */
function valuesAt(flow: Flow, at: readonly number[], norm: number): Values {
  const { features, size } = flow;
  const Q = overlapsOf(at.slice(0, features), norm);
  const stateOf = (overlaps: readonly number[]): Float64Array =>
    Float64Array.from(size > features ? [...overlaps, norm] : overlaps);
  const rates = new Float64Array(size);
  flow.rhs(stateOf(Q), rates);
  const origin = new Float64Array(features);
  const jacobian = new Float64Array(size * size);
  flow.jacobian(stateOf([...origin]), jacobian);
  const growth = Array.from(origin, (_, l) => jacobian[l * size + l]!);
  return {
    Q,
    s: size > features ? { value: norm, rate: rates[features]! } : null,
    ...flow.terms(Q, norm),
    rates: [...rates.subarray(0, features)],
    growth: size > features ? null : growth,
  };
}

/** What an evaluation costs, by a few of them. */
function microseconds(flow: Flow): number {
  const [state, out] = [new Float64Array(flow.size), new Float64Array(flow.size)];
  const started = performance.now();
  for (let k = 0; k < 20; k++) {
    // No two alike: what is equal is evaluated once.
    state.set([0.1 + k / 50, 0.13 + k / 70]);
    flow.rhs(state, out);
  }
  return (1000 * (performance.now() - started)) / 20;
}
