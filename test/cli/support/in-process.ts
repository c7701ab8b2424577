import { PassThrough } from 'node:stream';
import { main } from '../../../cli/main';

/** Runs `root-purge …args` in this process, where it ends before AWS is called; no terminal, and nothing of its environment. */
export async function commandLine(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const status = await main(args, { stdin: new PassThrough(), stdout, stderr, env: {} });
  return { status, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}
