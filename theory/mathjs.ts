import { createRequire } from "node:module";

type MathJs = typeof import("mathjs");

let loaded: MathJs | undefined;

/**
 * mathjs, loaded when it is first asked for, as its one-file bundle: the same library, but its thousand modules would
 * take seconds to load one by one, more than any derivation.
 */
export function mathjs(): MathJs {
  loaded ??= createRequire(import.meta.url)("mathjs/lib/browser/math.js") as MathJs;
  return loaded;
}
