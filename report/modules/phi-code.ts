import type { Activation } from "../../theory/activations/activation.ts";
import { UnsupportedError } from "../../theory/errors.ts";
import { parseExpression } from "../../theory/expression.ts";
import { expressionCode, type PartNames } from "./expression-code.ts";
import type { Language } from "./language.ts";
import { type Steps, treeSteps } from "./tree-code.ts";

/** phi, phi', ... up to an order at y, as statements and the codes of the results. */
export function phiSteps(activation: Activation, highest: number, language: Language): Steps {
  const { ring } = activation;
  if (ring === undefined) return expressionSteps(activation, highest, language);
  const orders = Array.from({ length: highest + 1 }, (_, order) => ring.derivative(order));
  const used = new Set(orders.flatMap((derivative) => derivative.generators()));
  const runtime: string[] = [];
  const statements = ring.elements
    .filter(({ name }) => used.has(name))
    .map(({ name, text }) =>
      language.local(
        local(name),
        text.replace(/[a-z]\w*(?=\()|\bpi\b/g, (word) => callCode(word, language, runtime)),
      ),
    );
  const names: PartNames = {
    power: (name, exponent) => `${local(name)}${exponent === 1 ? "" : `**${exponent}`}`,
    exponential: (argument) => `${callCode("exp", language, runtime)}(${expressionCode(argument, names)})`,
  };
  return { statements, results: orders.map((derivative) => expressionCode(derivative, names)), runtime };
}

/** An element's value has another name than the function: erf_y = erf(y). */
function local(element: string): string {
  return element === "y" ? element : `${element}_y`;
}

function callCode(word: string, { functions, pi }: Language, runtime: string[]): string {
  if (word === "pi") return pi;
  const known = functions[word];
  if (known === undefined)
    throw new UnsupportedError(`activation: no code is known for the function ${word}`);
  if (known.runtime) runtime.push(known.runtime);
  return known.code;
}

function expressionSteps(activation: Activation, highest: number, language: Language): Steps {
  const derivatives = [parseExpression(activation.text, "y", "activation")];
  while (derivatives.length <= highest) derivatives.push(derivatives.at(-1)!.derivative());
  return treeSteps(
    derivatives.map(({ tree }) => tree),
    language,
  );
}
