import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { vi } from 'vitest';
import { main } from '../../../cli/main';
import { npmStart } from '../../../cli/npm-start';
import { machineClock } from '../../../cli/terminal/clock';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly env?: Record<string, string | undefined>;
  readonly cwd?: string;
  /** It is at a terminal, as far as it sees; in a process of its own with its output alone. */
  readonly terminal?: boolean;
  /** Told of everything that was written so far. */
  readonly onOutput?: (text: string, interrupt: () => void) => void;
}

/** Of a terminal and of somebody's AWS configuration, the command is to see nothing. */
const { PATH = '', HOME = '' } = process.env;
const bare = {
  PATH,
  HOME,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  CDK_CONTEXT_JSON: '{}',
  ROOT_PURGE_CONFIG: '',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

const asTerminal = 'data:text/javascript,process.stdout.isTTY = process.stderr.isTTY = true';

/** Does `root-purge …args` in this process, as `inThisProcess` says. */
export const rootPurge = (args: readonly string[], options?: CommandOptions): Promise<Ended> =>
  inThisProcess(main, args, options);

/** Does `npm start -- …args` in this process, as `inThisProcess` says. */
export const startHere = (args: readonly string[], options?: CommandOptions): Promise<Ended> =>
  inThisProcess(npmStart, args, options);

/** Calls a program without starting one, with an environment of its own and little patience, one at a time. */
async function inThisProcess(
  program: typeof main,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Ended> {
  const { env: own } = process;
  const cwd = process.cwd();
  const written = { stdout: '', stderr: '' };
  const isTTY = options.terminal;
  const output = (name: keyof typeof written) => {
    const stream = new Writable({
      write: (data, _, done) => {
        written[name] += data;
        options.onOutput?.(written.stdout + written.stderr, () => process.emit('SIGINT'));
        done();
      },
    });
    return Object.assign(stream, { isTTY });
  };
  const env = { ...bare, ...options.env };
  process.env = env;
  const clock = vi.spyOn(machineClock, 'sleep');
  clock.mockImplementation((ms, signal) => setTimeout(Math.min(ms, 30), undefined, { signal }));
  process.chdir(options.cwd ?? cwd);
  try {
    const stdin = Object.assign(new PassThrough(), { isTTY });
    const streams = { stdin, stdout: output('stdout'), stderr: output('stderr'), env };
    return { status: await program([...args], streams), ...written };
  } finally {
    clock.mockRestore();
    process.env = own;
    process.chdir(cwd);
  }
}

/** Runs `npx root-purge …args` as a process of its own, without a terminal. */
export function rootPurgeProcess(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const node = options.terminal ? ['--import', asTerminal] : [];
  const command = spawn(process.execPath, [...node, resolve('bin/root-purge.mjs'), ...args], {
    cwd: options.cwd,
    env: { ...bare, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  const keep = (name: keyof typeof written) => (data: Buffer) => {
    written[name] += data;
    options.onOutput?.(written.stdout + written.stderr, () => command.kill('SIGINT'));
  };
  command.stdout.on('data', keep('stdout'));
  command.stderr.on('data', keep('stderr'));
  return new Promise((done) => command.on('close', (status) => done({ status, ...written })));
}
