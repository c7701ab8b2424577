/** A terminal to read keys from, like `process.stdin`. */
export interface KeyInput extends NodeJS.ReadableStream {
  isRaw?: boolean;
  setRawMode?(raw: boolean): unknown;
}

const controlC = '\u0003';

/** Nobody reads a question and answers it in this time: what arrives in it waited in the terminal's queue. */
const queuedMs = 100;

/**
 * Resolves with the first of `keys` that is pressed, without Enter; rejects with the signal's reason. What was pressed
 * before is no answer, since nobody had seen the question; nor is text that arrives at once, pasted or as an arrow
 * key's escape sequence. Ctrl-C calls `interrupt`, which ends the program as it would without raw mode.
 */
export function waitForKey(
  input: KeyInput,
  keys: readonly string[],
  signal: AbortSignal,
  interrupt: () => void = () => process.kill(process.pid, 'SIGINT'),
): Promise<string> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const wasRaw = input.isRaw ?? false;
    let isAsked = input.setRawMode === undefined;
    // Not before the queue was read, however late this timer is.
    const asking = setTimeout(() => setImmediate(() => (isAsked = true)), queuedMs);
    const onData = (data: Buffer | string) => {
      const pressed = data.toString();
      if (pressed === controlC) {
        restore();
        interrupt();
      } else if (isAsked && keys.includes(pressed)) {
        restore();
        resolve(pressed);
      }
    };
    const onAbort = () => {
      restore();
      reject(signal.reason);
    };
    const restore = () => {
      clearTimeout(asking);
      input.off('data', onData);
      signal.removeEventListener('abort', onAbort);
      input.setRawMode?.(wasRaw);
      input.pause();
    };
    input.on('data', onData);
    signal.addEventListener('abort', onAbort);
    input.setRawMode?.(true);
    input.resume();
  });
}
