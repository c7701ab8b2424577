/** A terminal to read keys from, like `process.stdin`. */
export interface KeyInput extends NodeJS.ReadableStream {
  isRaw?: boolean;
  setRawMode?(raw: boolean): unknown;
}

const controlC = '\u0003';

/** Nobody reads a question and answers it in this time: what arrives in it waited in the terminal's queue. */
const queuedMs = 100;

/** Ends the program as Ctrl-C does without raw mode. */
const endProgram = () => void process.kill(process.pid, 'SIGINT');

/**
 * Resolves with the first of `keys` that is pressed, without Enter; rejects with the signal's reason. What was pressed
 * before is no answer, since nobody had seen the question; nor is text that arrives at once, pasted or as an arrow
 * key's escape sequence. Ctrl-C calls `interrupt`.
 */
export function waitForKey(
  input: KeyInput,
  keys: readonly string[],
  signal: AbortSignal,
  interrupt: () => void = endProgram,
): Promise<string> {
  return read(input, signal, interrupt, (pressed) => (keys.includes(pressed) ? pressed : undefined));
}

/**
 * Resolves with a line of text that is typed and ended by Enter, what was typed before the question left out; `typed` is
 * told of it as it grows, since nothing else shows it. Rejects with the signal's reason, and Ctrl-C calls `interrupt`.
 */
export function waitForLine(
  input: KeyInput,
  typed: (text: string) => void,
  signal: AbortSignal,
  interrupt: () => void = endProgram,
): Promise<string> {
  let line = '';
  return read(input, signal, interrupt, (data) => {
    // An arrow key, for instance.
    if (data.startsWith('\u001b')) return undefined;
    for (const character of data) {
      if (character === '\r' || character === '\n') return line;
      if (character === '\u007f' || character === '\b') line = line.slice(0, -1);
      else if (!/\p{Cc}/u.test(character)) line += character;
    }
    typed(line);
    return undefined;
  });
}

/** Resolves with the first thing that `take` makes of what is pressed, the terminal being in raw mode until then. */
function read(
  input: KeyInput,
  signal: AbortSignal,
  interrupt: () => void,
  take: (pressed: string) => string | undefined,
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
        return interrupt();
      }
      const taken = isAsked ? take(pressed) : undefined;
      if (taken === undefined) return;
      restore();
      resolve(taken);
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
