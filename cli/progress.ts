import type { TextStream } from "./io.ts";

/** A progress bar: on a terminal it is drawn in place, anywhere else it is nothing. */
export interface Progress {
  update(fraction: number, label?: string): void;
  /** Removes the bar, for other output or for good. */
  clear(): void;
}

const barWidth = 24;
/** Milliseconds between two drawings. */
const pause = 100;

/** A bar with the time that is left, on stderr. */
export function progressBar(stderr: TextStream): Progress {
  if (!stderr.isTTY) return { update: () => {}, clear: () => {} };
  const started = performance.now();
  let drawn = Number.NEGATIVE_INFINITY;
  let visible = false;
  return {
    update(fraction, label = "") {
      const now = performance.now();
      if (now - drawn < pause) return;
      drawn = now;
      visible = true;
      const share = Math.min(1, Math.max(0, fraction));
      const filled = Math.round(share * barWidth);
      const bar = `${"█".repeat(filled)}${"░".repeat(barWidth - filled)}`;
      const percent = `${Math.floor(100 * share)}%`.padStart(4);
      const line = `${bar} ${percent} ${timeLeft((now - started) / 1000, share)}  ${label}`;
      stderr.write(`\r\u001b[2K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    clear() {
      if (visible) stderr.write("\r\u001b[2K");
      visible = false;
      drawn = Number.NEGATIVE_INFINITY;
    },
  };
}

/** A guess by what is done; none before it means something. */
function timeLeft(elapsed: number, share: number): string {
  if (share < 0.02 || elapsed < 0.5) return "";
  const seconds = Math.ceil((elapsed * (1 - share)) / share);
  if (seconds < 60) return `${seconds} s left`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s left`;
}
