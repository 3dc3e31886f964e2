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

/** Does something short that a signal must not cut in two; one that arrives meanwhile takes effect just after. */
export function uninterrupted<T>(work: () => T): T {
  let arrived: NodeJS.Signals | undefined;
  const endOffer = interrupts((signal?: NodeJS.Signals) => {
    arrived = signal;
  });
  try {
    return work();
  } finally {
    // The event loop hands out signals between two of its rounds, so it takes a whole round to have them all.
    setImmediate(() =>
      setImmediate(() => {
        endOffer();
        if (arrived) process.kill(process.pid, arrived);
      }),
    );
  }
}
