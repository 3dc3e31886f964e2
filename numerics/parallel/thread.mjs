// A worker thread starts as plain JavaScript, so that it can load what tasks that are TypeScript need.
import { loadTypeScriptFor } from "./load-typescript.mjs";

const whole = 1e6;

/**
 * Runs one call of a task (see call-threads.ts). What it throws on purpose comes back as data: an error that crosses
 * to another thread loses every field but its message.
 */
export async function runCall({ module, name, task, imports, done, index }) {
  await loadTypeScriptFor([module, ...imports]);
  for (const url of imports) await import(url);
  const { [name]: work } = await import(module);
  const report = (fraction) => done && Atomics.store(done, index, Math.floor(fraction * whole));
  try {
    return { result: await work(task, report) };
  } catch (error) {
    if (typeof error?.exitCode !== "number") throw error;
    return { refusal: { message: error.message, exitCode: error.exitCode } };
  }
}
