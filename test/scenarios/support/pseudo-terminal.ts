import { spawn } from '@lydell/node-pty';

/** Longer than anything takes on a busy machine, in milliseconds. */
const patience = 60_000;

export interface PseudoTerminal {
  /** Resolves once this is on the screen after what was waited for before, with all that came until then. */
  shows(text: string | RegExp): Promise<string>;
  type(keys: string): void;
  /** The exit status, with all that was printed, without colours and cursor movements. */
  readonly ended: Promise<{ status: number; output: string }>;
  kill(): void;
}

/** Runs Node.js with these arguments as in a window of this many columns; `given` is its environment. */
export function inTerminal(
  args: readonly string[],
  { cwd, columns, env: given = process.env }: { cwd: string; columns: number; env?: NodeJS.ProcessEnv },
): PseudoTerminal {
  const { NO_COLOR, FORCE_COLOR, CI, ...env } = given;
  const terminal = spawn(process.execPath, [...args], {
    cwd,
    env,
    cols: columns,
    rows: 40,
    name: 'xterm-256color',
  });
  let output = '';
  let seen = 0;
  let isOver = false;
  let look: () => void = () => undefined;
  terminal.onData((data) => {
    output += data;
    look();
  });
  const ended = new Promise<{ status: number; output: string }>((resolve) =>
    terminal.onExit(({ exitCode }) => {
      isOver = true;
      look();
      resolve({ status: exitCode, output: plain(output) });
    }),
  );
  return {
    ended,
    type: (keys) => terminal.write(keys),
    kill: () => terminal.kill('SIGKILL'),
    shows: (text) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`It does not show ${text}:\n${plain(output)}`)),
          patience,
        );
        look = () => {
          const shown = plain(output).slice(seen);
          const at = typeof text === 'string' ? shown.indexOf(text) : shown.search(text);
          if (at >= 0) {
            seen += at + 1;
            clearTimeout(late);
            look = () => undefined;
            resolve(shown.slice(0, at));
          } else if (isOver) reject(new Error(`It ended without ${text}:\n${shown}`));
        };
        look();
      }),
  };
}

/** As it was written; where a line is drawn again, each time. */
function plain(output: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  return output.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r\n', '\n');
}
