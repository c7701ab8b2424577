/** A terminal to read keys from, like `process.stdin`. */
export interface KeyInput extends NodeJS.ReadableStream {
  isRaw?: boolean;
  setRawMode?(raw: boolean): unknown;
}

const controlC = '\u0003';

/**
 * Resolves with the first of `keys` that is pressed, without Enter; rejects with the signal's reason. Text that
 * arrives at once, pasted or as an arrow key's escape sequence, is no key. Ctrl-C calls `interrupt`, which ends the
 * program as it would without raw mode.
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
    const onData = (data: Buffer | string) => {
      const pressed = data.toString();
      if (pressed === controlC) {
        restore();
        interrupt();
      } else if (keys.includes(pressed)) {
        restore();
        resolve(pressed);
      }
    };
    const onAbort = () => {
      restore();
      reject(signal.reason);
    };
    const restore = () => {
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
