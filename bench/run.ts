import { basinsOfTanh } from "./basins.ts";
import { derivations } from "./derivations.ts";
import { flows } from "./flows.ts";
import { integratorTimes } from "./integrators.ts";
import { pde } from "./pde.ts";
import { randomNumbers } from "./random-numbers.ts";
import { samplerSteps } from "./sampler-steps.ts";
import { statisticsAudit } from "./statistics-audit.ts";
import { sweeps } from "./sweeps.ts";
import type { Row } from "./timing.ts";

/** Prints one table a benchmark. Ratios within a run are what to compare; absolute times depend on the machine. */
const benchmarks: readonly { title: string; rows: () => Row[] | Promise<Row[]> }[] = [
  { title: "Derivation: g, f, lambda, ODE, Jacobian, stability at Q = 0", rows: derivations },
  { title: "Right-hand sides, Jacobians and solves", rows: flows },
  { title: "Integrators", rows: integratorTimes },
  { title: "PDE solves", rows: pde },
  { title: "Basins of attraction and selection", rows: basinsOfTanh },
  { title: "Random numbers", rows: randomNumbers },
  { title: "SGD steps", rows: samplerSteps },
  { title: "Statistics audit: 10,000 null runs of each test", rows: statisticsAudit },
  { title: "Sweeps: a point's cost besides itself, and cores", rows: sweeps },
];

const wanted = process.argv[2];
for (const { title, rows } of benchmarks) {
  if (wanted !== undefined && !title.toLowerCase().includes(wanted.toLowerCase())) continue;
  console.log(`\n${title}`);
  for (const { name, value, reference } of await rows()) {
    console.log(`  ${name.padEnd(52)} ${value.padStart(16)}  ${reference ?? ""}`);
  }
}
