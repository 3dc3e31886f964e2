/** The state's numbers. @throws RangeError when one is missing, not finite, or a negative s. */
export function readState(state: readonly number[], names: readonly string[]): readonly number[] {
  if (state.length !== names.length) {
    throw new RangeError(`state: expected [${names.join(", ")}], found ${state.length} numbers`);
  }
  for (const [i, value] of state.entries()) {
    if (!Number.isFinite(value) || (names[i] === "s" && value < 0)) {
      throw new RangeError(`state: ${names[i]} cannot be ${value}`);
    }
  }
  return state;
}

/** All parameters: the given ones, and the defaults of the others. @throws RangeError naming a wrong one. */
export function readParameters<P extends object>(
  given: Partial<P>,
  usual: P,
  bounds: Readonly<Record<string, readonly [number, number]>>,
): P {
  const read = { ...usual, ...given };
  for (const [name, value] of Object.entries(read)) {
    if (!(name in usual)) throw new RangeError(`parameters.${name}: unknown parameter`);
    if (typeof usual[name as keyof P] !== "number") continue;
    const [least, most] = bounds[name] ?? [-Infinity, Infinity];
    if (typeof value !== "number" || !Number.isFinite(value) || value < least || value > most) {
      throw new RangeError(`parameters.${name}: expected a number in [${least}, ${most}], found ${value}`);
    }
  }
  return read;
}

/** The results as they are. @throws RangeError when one overflowed. */
export function finite<T extends number | readonly number[]>(results: T[], state: readonly number[]): T[] {
  if (!results.flat().every(Number.isFinite))
    throw new RangeError(`state: [${state.join(", ")}] is out of range`);
  return results;
}
