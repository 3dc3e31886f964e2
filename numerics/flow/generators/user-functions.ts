import { functions } from "../../../theory/expressions/functions.ts";
import { pi } from "../../../theory/expressions/tree.ts";
import { functionDefinition } from "../../../theory/function-generators.ts";
import type { Model } from "../../../theory/model.ts";
import { stateEvaluator } from "../state-evaluator.ts";
import { exponentials } from "./exponentials.ts";
import type { GeneratorFamily, GeneratorValues } from "./family.ts";

/** Functions of other elements of the ring, which a user's own theory may bring: `tanh(Q1*m2_1)`, `(1 + s)`, `pi`. */
export const userFunctions: GeneratorFamily = {
  owns: (name) => name === pi || (functionDefinition(name) !== undefined && !exponentials.owns(name)),
  evaluator: userFunctionValues,
};

function userFunctionValues(model: Model, names: readonly string[], tabulate: boolean): GeneratorValues {
  const inner = names.flatMap((name) => functionDefinition(name)?.argument ?? []);
  const evaluate = stateEvaluator(model, inner, tabulate);
  const values = new Float64Array(inner.length);
  const outer = names.map((name) => {
    const definition = functionDefinition(name);
    if (!definition) return () => Math.PI;
    return definition.name ? functions[definition.name].value : (x: number) => x;
  });
  return {
    error: evaluate.tableError,
    evaluate(overlaps, norm, out) {
      evaluate(overlaps, norm, values);
      let next = 0;
      for (let i = 0; i < names.length; i++) out[i] = outer[i]!(names[i] === pi ? 0 : values[next++]!);
    },
  };
}
