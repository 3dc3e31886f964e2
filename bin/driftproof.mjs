#!/usr/bin/env node
// The sources are TypeScript and run as they are: register the loader, then open the door.
import { register } from "tsx/esm/api";

register();
const { runProcess } = await import("../cli/main.ts");
await runProcess();
