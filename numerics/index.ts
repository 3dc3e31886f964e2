/**
 * The numeric floor for library use: a model's equations as functions of numbers, their solutions, and SGD itself.
 * @module
 */
export { type Diagram, fixedPointsAlong } from "./continuation/continuation.ts";
export { type FixedPoint, type FixedPointSet, fixedPointSet, fixedPoints } from "./fixed-points.ts";
export { compileFlow, type Flow } from "./flow/flow.ts";
export { fixedPointReached, integrate, levelCrossed, type Trajectory } from "./integrate.ts";
export { samplers } from "./samplers/index.ts";
export { type Simulation, type SimulationOptions, simulate } from "./simulate.ts";
export { type ParallelSimulationOptions, simulateParallel } from "./simulate-parallel.ts";
