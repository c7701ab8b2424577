/** The exit status that shells have for a command that Ctrl-C ended: 128 and the number of the signal. */
export const interruptedStatus = 130;

/** What Ctrl-C (SIGINT) and SIGTERM do. */
export interface OnInterrupt {
  /** The first time: to come to an end with what is in hand. */
  first(): void;
  /** The second time: to end at once. After that the signals do what they always do. */
  second(): void;
}

/**
 * npm passes Ctrl-C on to a program that the terminal has told already: what comes within this time is the same one.
 */
const sameMs = 500;

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Listens for Ctrl-C and SIGTERM. Gives what puts the signals back to what they do without this. */
export function watchInterrupts({ first, second }: OnInterrupt, now: () => number = Date.now): () => void {
  let firstAt: number | undefined;
  const stop = () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  const onSignal = () => {
    if (firstAt === undefined) {
      firstAt = now();
      first();
    } else if (now() - firstAt >= sameMs) {
      stop();
      second();
    }
  };
  for (const signal of signals) process.on(signal, onSignal);
  return stop;
}
