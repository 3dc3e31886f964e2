import { createRequire } from "node:module";

/**
 * mathjs as its one-file bundle: the same library, but its thousand modules would take seconds to load one by one,
 * more than any derivation.
 */
export const mathjs = createRequire(import.meta.url)("mathjs/lib/browser/math.js") as typeof import("mathjs");
