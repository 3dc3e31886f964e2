import type { Interrupts } from "../numerics/parallel/call-threads.ts";

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Ctrl-C and its like, while threads work. At all other times the system ends the process on them at once: a handler
 * could not run before the calculation at hand is over.
 */
export const interrupts: Interrupts = (cancel) => {
  for (const signal of signals) process.on(signal, cancel);
  return () => {
    for (const signal of signals) process.off(signal, cancel);
  };
};

/** What holds signals back while something short is done, and for how many of these. */
interface Hold {
  users: number;
  arrived?: NodeJS.Signals;
  readonly end: () => void;
}

let hold: Hold | undefined;

/** Does something short that a signal must not cut in two; one that arrives meanwhile takes effect just after. */
export function uninterrupted<T>(work: () => T): T {
  const current = (hold ??= newHold());
  current.users++;
  try {
    return work();
  } finally {
    // The event loop hands out signals between two of its rounds, so it takes a whole round to have them all.
    setImmediate(() => setImmediate(() => release(current)));
  }
}

function newHold(): Hold {
  const made: Hold = {
    users: 0,
    end: interrupts((signal?: NodeJS.Signals) => {
      if (signal) made.arrived = signal;
    }),
  };
  return made;
}

function release(held: Hold): void {
  if (--held.users > 0) return;
  hold = undefined;
  held.end();
  if (held.arrived) process.kill(process.pid, held.arrived);
}
