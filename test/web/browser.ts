import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/**
 * Whether there is a browser to test in. Without one its tests are left out, unless DRIFTPROOF_BROWSER=required says
 * that this is a failure.
 */
export const hasBrowser = existsSync(executablePath) || process.env["DRIFTPROOF_BROWSER"] === "required";

if (!hasBrowser) console.warn(`left out: tests of the explorer in a browser, for want of ${executablePath}`);

/** Starts a browser that talks to nobody. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
