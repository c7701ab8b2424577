import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';

/** Runs a program to its end; resolves with what it printed and how long it took. @throws Error where it fails */
export async function runToEnd(
  command: readonly string[],
  env: Record<string, string>,
): Promise<{ seconds: number; stdout: string }> {
  const [program = '', ...args] = command;
  const startedAt = performance.now();
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  for await (const chunk of child.stdout) stdout += chunk;
  const status = child.exitCode ?? (await new Promise((done) => child.once('close', done)));
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stdout}`);
  return { seconds: (performance.now() - startedAt) / 1000, stdout };
}

/** A simulated organization that runs in a process of its own. */
export interface Simulated {
  readonly url: string;
  calls(): Promise<Record<string, number>>;
  accountIds(): Promise<string[]>;
  stop(): void;
}

/** A simulated organization in a process of its own, so that its work is nobody's CPU time. @throws Error where it does not start */
export async function startSimulated(
  accounts: number,
  latency: number,
  more: readonly string[] = [],
): Promise<Simulated> {
  const options = ['--port', '0', '--accounts', `${accounts}`, '--seed', '7', '--latency', `${latency}`];
  const child: ChildProcess = spawn('node_modules/.bin/tsx', ['bin/simulator.ts', ...options, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('The simulator has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /AWS_ENDPOINT_URL=(\S+)/.exec(line)?.[1];
    if (!url) continue;
    const get = async <T>(path: string, schema: z.ZodMiniType<T>) =>
      z.parse(schema, await (await fetch(`${url}${path}`)).json());
    return {
      url,
      calls: () => get('/_calls', z.record(z.string(), z.number())),
      accountIds: async () =>
        (await get('/_state', z.array(z.object({ id: z.string() })))).map(({ id }) => id),
      stop: () => child.kill(),
    };
  }
  throw new Error('The simulator did not start.');
}
