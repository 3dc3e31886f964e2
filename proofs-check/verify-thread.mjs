// A worker thread starts as plain JavaScript; this registers the TypeScript loader and then loads the worker.
import { register } from "tsx/esm/api";

register();
const { verifyTask } = await import("./verify-worker.ts");

// biome-ignore lint/style/noDefaultExport: the pool calls the default export.
export default verifyTask;
