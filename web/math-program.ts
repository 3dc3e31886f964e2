import { mathml } from "./math.ts";

Object.assign(globalThis, { mathml });
