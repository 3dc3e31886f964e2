import { serve } from "./worker.ts";

serve(globalThis as never);
