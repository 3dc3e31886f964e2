// In the library's place when the page is built: mathjs as one file is more than the rest of the page together, and
// only its parser and erf are used.
import { create, erfDependencies, parseDependencies } from "mathjs";

// The package's types allow that these are missing; they are part of it.
const parser = create({ parseDependencies: parseDependencies!, erfDependencies: erfDependencies! });

export const mathjs = (): typeof parser => parser;
