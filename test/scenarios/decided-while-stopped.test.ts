import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import type { RunningApp } from '../../cli/run/running-app';
import {
  countCredentials,
  createOrganization,
  type Execution,
  type Json,
  type StateEntry,
} from '../../local-aws';
import { ManualClock } from '../support/manual-clock';
import { simulate, startApp } from './support/in-process';
import { eventually } from './support/scenario';

/** Nobody turns it: no wait ends by itself. */
const clock = new ManualClock(new Date());
const folder = mkdtempSync(join(tmpdir(), 'root-purge-decided-'));
const organization = createOrganization({ accounts: 12, seed: 1, clock, resources: true });
const links: string[] = [];
const entered: StateEntry[] = [];
let app: RunningApp;
simulate(organization, clock);

/** An app that goes on with the execution of this name where it was stopped, as RedriveExecution does. */
async function goOn(redriven?: string): Promise<void> {
  const entry = entered.at(-1);
  const redrive = redriven && entry ? { count: 1, startDate: clock.now(), entry } : undefined;
  app = await startApp({
    bucketFolder: folder,
    clock,
    redriven,
    recovery: () => ({
      redrive,
      journal: {
        stateEntered: (state) => entered.push(state),
        mapRunStarted: () => undefined,
        childStarted: () => undefined,
        childSucceeded: () => undefined,
      },
    }),
    onEmail: ({ message }) => {
      if (/https?:\/\//.test(message)) links.push(linkIn(message));
    },
  });
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Asks, is stopped, is decided on by the link that was mailed, and is redriven; says how many links were mailed. */
async function decidedWhileStopped(start: (app: RunningApp) => Execution, name: string) {
  links.length = 0;
  await goOn();
  const stopped = start(app);
  const link = await eventually(() => links[0], stopped);
  stopped.stop();
  expect(await stopped.result).toMatchObject({ status: 'ABORTED' });
  await decideOnPage(link, 'all');
  await app.close();

  await goOn(name);
  const redriven = start(app);
  const askedAgain = eventually(() => links[1], redriven).then(() => 'somebody was asked again');
  const result = await Promise.race([redriven.result, askedAgain.catch(() => redriven.result)]);
  redriven.stop();
  await redriven.result;
  await app.close();
  return result;
}

describe('a decision on an execution that was stopped', () => {
  it('ends the wait of a purge at once when it is redriven, and nobody is asked again', async () => {
    const input: Json = { mode: 'purge' };
    const result = await decidedWhileStopped((app) => app.start('run', input), 'run');
    expect(result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(organization)).toBe(0);
  });

  it('ends the wait of a privileged task, too', async () => {
    const bucket = organization.buckets.find(({ policy }) => policy);
    const input: Json = {
      task: 'delete-bucket-policy',
      account: bucket?.accountId ?? '',
      bucket: bucket?.name ?? '',
      reason: 'Nobody can get in',
    };
    const result = await decidedWhileStopped((app) => app.startTask('task', input), 'task');
    expect(result).toMatchObject({ status: 'SUCCEEDED' });
    expect(bucket?.policy).toBeUndefined();
  });
});
