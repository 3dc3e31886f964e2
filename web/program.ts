import { start } from "./main.ts";
import { serve } from "./worker.ts";

// One script for the page and for its workers: only the page has a document.
if (typeof document === "undefined") serve(globalThis as never);
else start();
