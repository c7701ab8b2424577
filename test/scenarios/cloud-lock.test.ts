import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../local-aws/support/temporary-folder';
import { share } from '../support/deep';

/** The number of no process. */
const gone = 2147483646;
const path = join(temporaryFolder(), 'lock');
const count = 6;
let processes: ChildProcess[] = [];

/** Each taker is used for one try, as it ends with the process that made it: a lock is never taken twice by one. */
const start = async () => {
  processes = Array.from({ length: count }, () =>
    fork(join(import.meta.dirname, 'support', 'take-lock.ts'), [path], { execArgv: ['--import', 'tsx'] }),
  );
  await Promise.all(processes.map((taker) => once(taker, 'message')));
};
const stop = () =>
  Promise.all(processes.splice(0).map((taker) => taker.kill('SIGKILL') && once(taker, 'exit')));
beforeAll(start);
afterAll(stop);

it.each(share(1, [1, 2, 3, 4, 5]))(
  'of many processes at once exactly one takes over a lock whose process is gone (try %i)',
  { timeout: 120_000 },
  async () => {
    if (processes.length === 0) await start();
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
    writeFileSync(join(path, `${gone}-0`), '');
    const at = Date.now() + 200;
    const answers = await Promise.all(
      processes.map(async (taker) => {
        taker.send(at);
        const [answer] = await once(taker, 'message');
        return String(answer);
      }),
    );
    await stop();
    const others = answers.filter((answer) => answer !== 'taken');
    expect(answers.length - others.length).toBe(1);
    for (const answer of others) expect(answer).toMatch(/^NotResumableError: Process \d+ is still at it\./);
  },
);
