import { execFile, execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** The AWS CLI: a command gives its exit status. */
export interface AwsCli {
  readonly version: 1 | 2;
  run(args: readonly string[], env: Record<string, string>): Promise<number>;
  close(): void;
}

const python = 'python3';

/** Whether the AWS CLI that comes with the development dependencies can run here. */
export function hasPython(): boolean {
  try {
    execFileSync(python, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The one that `AWS_CLI` names, a program of version 2, or version 1 as it is published for Lambda layers. */
export function awsCli(folder: string): AwsCli {
  const { AWS_CLI } = process.env;
  return AWS_CLI ? version2(AWS_CLI) : version1(folder);
}

function version2(program: string): AwsCli {
  const run: AwsCli['run'] = (args, env) =>
    new Promise((done) => execFile(program, args, { env }, (error) => done(Number(error?.code ?? 0))));
  return { version: 2, run, close: () => undefined };
}

function version1(folder: string): AwsCli {
  const { resolve } = createRequire(import.meta.url);
  const layer = join(dirname(resolve('@aws-cdk/asset-awscli-v1/package.json')), 'lib', 'layer.zip');
  execFileSync(python, ['-m', 'zipfile', '-e', layer, folder]);
  const driver = new URL('aws-cli.py', import.meta.url).pathname;
  const cli = spawn(python, [driver, join(folder, 'awscli')], {
    // Where it keeps sessions is decided once.
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const statuses = createInterface(cli.stdout)[Symbol.asyncIterator]();
  return {
    version: 1,
    run: async (args, env) => {
      cli.stdin.write(`${JSON.stringify({ args, env })}\n`);
      return Number((await statuses.next()).value);
    },
    close: () => cli.kill(),
  };
}
