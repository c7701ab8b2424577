import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { main } from '../../../cli/main';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly env?: Record<string, string | undefined>;
  readonly cwd?: string;
  /** Told of everything that was written so far. */
  readonly onOutput?: (text: string, interrupt: () => void) => void;
}

/** Of a terminal and of somebody's AWS configuration, the command is to see nothing. */
const { PATH = '', HOME = '', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED } = process.env;
const bare = {
  PATH,
  HOME,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

/** What a command writes, in order, and who is told of it. */
function recorder({ onOutput }: CommandOptions, interrupt: () => void) {
  const written = { stdout: '', stderr: '' };
  const keep = (name: keyof typeof written) => (data: Buffer) => {
    written[name] += data;
    onOutput?.(written.stdout + written.stderr, interrupt);
  };
  return { written, keep };
}

let before: Promise<unknown> = Promise.resolve();

/** Does `npx root-purge …args` in this process, without a terminal; one after another, since they share the environment. */
export function rootPurge(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const ended = before.then(() => runHere(args, options));
  before = ended.catch(() => undefined);
  return ended;
}

async function runHere(args: readonly string[], options: CommandOptions): Promise<Ended> {
  const { written, keep } = recorder(options, () => process.emit('SIGINT'));
  const output = (name: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk, _, done) {
        keep(name)(chunk);
        done();
      },
    });
  const env = { ...bare, ...options.env };
  const [stdin, outside, folder] = [new PassThrough().end(), process.env, process.cwd()];
  process.env = env;
  process.chdir(options.cwd ?? folder);
  try {
    const streams = { stdin, stdout: output('stdout'), stderr: output('stderr'), env };
    return { status: await main([...args], streams), ...written };
  } finally {
    process.chdir(folder);
    process.env = outside;
  }
}

const asTerminal = 'data:text/javascript,process.stdout.isTTY = process.stderr.isTTY = true';

/** Runs `npx root-purge …args` as a process of its own, whose output looks like a terminal to it. */
export function rootPurgeAtTerminal(args: readonly string[], options: CommandOptions): Promise<Ended> {
  const command = spawn(process.execPath, ['--import', asTerminal, resolve('bin/root-purge.mjs'), ...args], {
    env: { ...bare, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { written, keep } = recorder(options, () => command.kill('SIGINT'));
  command.stdout.on('data', keep('stdout'));
  command.stderr.on('data', keep('stderr'));
  return new Promise((done) => command.on('close', (status) => done({ status, ...written })));
}
