import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly env?: Record<string, string | undefined>;
  readonly cwd?: string;
  /** Its output looks like a terminal to it. */
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
};

const asTerminal = 'data:text/javascript,process.stdout.isTTY = process.stderr.isTTY = true';

/** Runs `npx root-purge …args` as a process of its own, without a terminal. */
export function rootPurge(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
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
