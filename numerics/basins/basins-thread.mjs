// A worker thread starts as plain JavaScript; this registers the TypeScript loader and then loads the worker.
import { register } from "tsx/esm/api";

register();
export const { labelRowTask } = await import("./basins-worker.ts");
