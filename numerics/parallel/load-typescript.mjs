// Plain JavaScript, because it runs before TypeScript can.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

let loading;

/**
 * Lets this thread import TypeScript when one of the modules is: the sources of a checkout, or a user's own module. A
 * package is JavaScript and needs no loader, which would cost a quarter of a second.
 * @param {readonly string[]} urls of the modules that will be imported.
 * @returns {Promise<void>}
 */
export async function loadTypeScriptFor(urls) {
  if (urls.some((url) => /\.[cm]?tsx?$/.test(url))) await (loading ??= registerLoader());
}

async function registerLoader() {
  const { register } = await import("tsx/esm/api");
  // A checkout's configuration says that `driftproof/theory` is its own theory.
  const configuration = fileURLToPath(new URL("../../tsconfig.json", import.meta.url));
  register(existsSync(configuration) ? { tsconfig: configuration } : {});
}
