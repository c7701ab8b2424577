import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';
import { startHttpServer } from '../../local-aws';

const COMMAND = ['--import', 'tsx', 'bin/simulator.ts'];

/** Runs the entry point to its end. */
async function run(...options: string[]) {
  const { stdout, stderr, code } = await promisify(execFile)(process.execPath, [...COMMAND, ...options]).then(
    (output) => ({ ...output, code: 0 }),
    (error) => error,
  );
  return { stdout, stderr, code };
}

function start(...options: string[]): ChildProcess {
  const child = spawn(process.execPath, [...COMMAND, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  return child;
}

/** The first line of output that matches, as its first group. */
async function lineOf({ stdout }: ChildProcess, pattern: RegExp): Promise<string | undefined> {
  if (!stdout) return undefined;
  for await (const line of createInterface(stdout)) {
    const match = line.match(pattern);
    if (match) return match[1];
  }
  return undefined;
}

it('prints where it listens and serves the organization it was asked for until it is interrupted', async () => {
  const child = start('--port', '0', '--accounts', '3');
  const url = await lineOf(child, /^export AWS_ENDPOINT_URL=(\S+)$/);
  const accounts = await (await fetch(`${url}/_state`)).json();
  expect(accounts).toHaveLength(3);
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  child.kill('SIGINT');
  expect(await ended).toBe('SIGINT');
});

it('ends with one message for all wrong options', async () => {
  expect(await run('--port', 'x', '--accounts', '0')).toEqual({
    code: 1,
    stdout: '',
    stderr: [
      '--port must be a whole number from 0 to 65535, not "x"',
      '--accounts must be a whole number from 1 to 10000, not "0"',
      '',
    ].join('\n'),
  });
});

it('says that the port is taken', async () => {
  const other = await startHttpServer(new Hono());
  onTestFinished(other.close);
  const { port } = new URL(other.url);
  expect(await run('--port', port)).toEqual({
    code: 1,
    stdout: '',
    stderr: `Port ${port} is taken: choose another with --port, or 0 for a free one\n`,
  });
});
