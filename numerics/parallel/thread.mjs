// A worker thread starts as plain JavaScript; this registers the TypeScript loader, so that tasks may be TypeScript.
import { register } from "tsx/esm/api";

register();

const whole = 1e6;

/**
 * Runs one call of a task (see call-threads.ts). What it throws on purpose comes back as data: an error that crosses
 * to another thread loses every field but its message.
 */
export async function runCall({ module, name, task, imports, done, index }) {
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
