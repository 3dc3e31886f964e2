/** Writes the velocity at a state. */
type Velocity = (state: Float64Array, out: Float64Array) => void;

/** Rows of the tableau of Dormand and Prince; the last is both the seventh stage and the solution of order five. */
const stages = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
] as const;
/** The solution of order five less the embedded one of order four. */
const errorWeights = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const;

/**
 * A solution of an autonomous ODE, step by step, for many short solves of one small system: nothing is allocated
 * after the construction. Dormand and Prince's pair of orders 5 and 4 (Hairer, Norsett and Wanner, Solving Ordinary
 * Differential Equations I, section II.5). Errors are held below `tolerance` relative to |state| + `floor`.
 */
export class Path {
  readonly state: Float64Array;
  /** The velocity at the state. */
  readonly velocity: Float64Array;
  time = 0;
  private readonly rhs: Velocity;
  private readonly tolerance: number;
  private readonly floor: number;
  private readonly k: readonly Float64Array[];
  private readonly trial: Float64Array;
  private stepSize = 0;

  constructor(rhs: Velocity, size: number, tolerance = 1e-7, floor = 1e-3) {
    this.rhs = rhs;
    this.tolerance = tolerance;
    this.floor = floor;
    this.k = Array.from({ length: 7 }, () => new Float64Array(size));
    this.velocity = this.k[0]!;
    this.state = new Float64Array(size);
    this.trial = new Float64Array(size);
  }

  /** Begins a new solution at time 0. */
  start(state: ArrayLike<number>): void {
    this.state.set(state);
    this.time = 0;
    this.rhs(this.state, this.velocity);
    this.stepSize = (0.01 * (length(this.state) + this.floor)) / Math.max(length(this.velocity), 1e-6);
  }

  /** Takes one step of at most `longest`; false when none is short enough, as where the solution blows up. */
  step(longest: number): boolean {
    const { k, state, trial } = this;
    let h = Math.min(this.stepSize, longest);
    for (;;) {
      // Negated: a size that is not a number ends the solution too.
      if (!(h > 1e-12 * Math.max(1, this.time))) return false;
      stages.forEach((row, stage) => {
        for (let i = 0; i < state.length; i++) {
          let sum = 0;
          for (let j = 0; j < row.length; j++) sum += row[j]! * k[j]![i]!;
          trial[i] = state[i]! + h * sum;
        }
        this.rhs(trial, k[stage + 1]!);
      });
      const error = h * this.errorRate();
      const allowed = this.tolerance * (length(trial) + this.floor);
      const factor = error > 0 ? 0.9 * (allowed / error) ** 0.2 : 5;
      if (error <= allowed) {
        state.set(trial);
        this.velocity.set(k[6]!);
        this.time += h;
        this.stepSize = h * Math.min(5, factor);
        return true;
      }
      h *= Number.isFinite(error) ? Math.max(0.2, factor) : 0.1;
    }
  }

  private errorRate(): number {
    let squared = 0;
    for (let i = 0; i < this.state.length; i++) {
      let sum = 0;
      for (let j = 0; j < 7; j++) sum += errorWeights[j]! * this.k[j]![i]!;
      squared += sum * sum;
    }
    return Math.sqrt(squared);
  }
}

function length(vector: Float64Array): number {
  let squared = 0;
  for (let i = 0; i < vector.length; i++) squared += vector[i]! * vector[i]!;
  return Math.sqrt(squared);
}
