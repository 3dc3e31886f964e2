import { type DerivativePowers, outputOrder } from "../activations/activation.ts";
import { hiddenName } from "./views.ts";

/**
 * A product whose mean over one sample is wanted: c^hidden times powers of y and of derivatives of phi there (`left`)
 * and the same at y' (`right`). With `atOrigin` it is the mean at Q = 0, where y = n is noise alone.
 */
export interface Atom {
  /** Exponent of each c_l; trailing zeros are dropped. */
  readonly hidden: readonly number[];
  readonly left: DerivativePowers;
  readonly right: DerivativePowers;
  readonly atOrigin: boolean;
}

function product(powers: DerivativePowers, argument: string): string[] {
  return [...powers]
    .sort(([a], [b]) => a - b)
    .map(([order, exponent]) => `${factorName(order, argument)}${exponent === 1 ? "" : `^${exponent}`}`);
}

function factorName(order: number, argument: string): string {
  if (order === outputOrder) return argument;
  return `${order <= 3 ? `phi${"'".repeat(order)}` : `phi^(${order})`}(${argument})`;
}

/** The atom's name, which is also how it is printed: `E[c1*y*phi'(y)*phi(y')]`. One atom, one name. */
export function atomName(atom: Atom): string {
  const [y, yp] = atom.atOrigin ? ["n", "n'"] : ["y", "y'"];
  const hidden = atom.hidden.flatMap((exponent, l) =>
    exponent === 0 ? [] : [exponent === 1 ? hiddenName(l) : `${hiddenName(l)}^${exponent}`],
  );
  const factors = [...hidden, ...product(atom.left, y!), ...product(atom.right, yp!)];
  return `E[${factors.join("*")}]`;
}

/** The atom of a name made by `atomName`; undefined for other names. */
export function parseAtom(name: string): Atom | undefined {
  const inside = /^E\[(.*)\]$/.exec(name)?.[1];
  if (inside === undefined) return undefined;
  const hidden: number[] = [];
  const left = new Map<number, number>();
  const right = new Map<number, number>();
  let atOrigin = false;
  for (const factor of inside.split("*")) {
    const [, l, power] = /^c(\d+)(?:\^(\d+))?$/.exec(factor) ?? [];
    if (l !== undefined) {
      while (hidden.length < Number(l)) hidden.push(0);
      hidden[Number(l) - 1] = Number(power ?? 1);
      continue;
    }
    const output = /^([yn])('?)(?:\^(\d+))?$/.exec(factor);
    if (output) {
      const [, letter, side, exponent] = output;
      atOrigin = letter === "n";
      (side === "" ? left : right).set(outputOrder, Number(exponent ?? 1));
      continue;
    }
    const match = /^phi('*)(?:\^\((\d+)\))?\(([yn])('?)\)(?:\^(\d+))?$/.exec(factor);
    if (!match) return undefined;
    const [, primes = "", high, letter, side, exponent] = match;
    atOrigin = letter === "n";
    (side === "" ? left : right).set(Number(high ?? primes.length), Number(exponent ?? 1));
  }
  return { hidden, left, right, atOrigin };
}
