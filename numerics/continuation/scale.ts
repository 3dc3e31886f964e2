import { starts } from "../fixed-points/starts.ts";
import type { Family } from "./family.ts";
import { matrixAt } from "./node.ts";

/** The size of the Jacobian at points all over the domain, at three values of the parameter. */
export function familyScale(family: Family): number {
  let scale = 0;
  let count = 0;
  for (const start of starts(family)) {
    if (count++ % 7 !== 1) continue;
    for (const parameter of [0.1, 0.5, 0.9]) {
      const size = matrixAt(family, Float64Array.from([...start, parameter])).norm("frobenius");
      if (Number.isFinite(size)) scale = Math.max(scale, size);
    }
    if (count > 30) break;
  }
  return scale;
}
