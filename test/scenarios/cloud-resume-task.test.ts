import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import { JournalFile, readJournal } from '../../cli/run/cloud/journal';
import { NotResumableError, whereToGoOn } from '../../cli/run/cloud/resume-point';
import { runPaths } from '../../cli/run/cloud/run-paths';
import type { Around, RunningApp } from '../../cli/run/running-app';
import { type Clock, createOrganization, type Execution, type Redrive } from '../../local-aws';
import { allStates, tasksDefinition } from '../lib/support/definition';
import { hurriedClock } from './support/hurried-clock';
import { simulate, startApp } from './support/in-process';

/** States that password recovery which goes well does not come to, or in which nothing is left to interrupt. */
const notInterrupted =
  /Policy|Unlock|NotRead|NotTouched|NotKnown|NotDone|RemindApprovers|WaitWithoutReminder|^Done|^AllTargetsDone/;
const states = allStates(tasksDefinition)
  .map(([name]) => name)
  .filter((name) => !notInterrupted.test(name));

/** The minute until the reseal is over at once. */
let ahead = 0;
const clock: Clock = {
  now: () => new Date(hurriedClock.now().getTime() + ahead),
  sleep: async (milliseconds, signal) => {
    const isMinute = milliseconds > 50_000 && milliseconds <= 60_000;
    if (isMinute) ahead += milliseconds;
    await hurriedClock.sleep(isMinute ? 10 : milliseconds, signal);
  },
};

const folder = mkdtempSync(join(tmpdir(), 'root-purge-resume-task-'));
const organization = newOrganization();
const nothing = () => undefined;
const pathsOf = (name: string) => runPaths(folder, `task-${name}`);
simulate(organization, clock);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function newOrganization() {
  return createOrganization({ accounts: 14, seed: 5, clock });
}

/** The app as a process starts it for an execution of a task, or to go on with it; only that has a journal. */
function startFor(name: string, around: Pick<Around, 'onProgress' | 'onStart'>, redrive?: Redrive) {
  return startApp({
    ...around,
    bucketFolder: folder,
    clock,
    redriven: redrive && name,
    recovery: (started, _, input) => {
      if (started !== name) return {};
      const journal = new JournalFile(pathsOf(name).journal, clock.now);
      const by = { definition: '', accountId: '', arn: '', organizationId: '', approver: '' };
      if (redrive) journal.write({ type: 'resumed', arn: 'arn' });
      else journal.write({ ...by, type: 'started', run: `task-${name}`, input });
      return { journal: journal.ofExecution(nothing), redrive };
    },
    onEmail: ({ message }) => {
      // An interruption may be faster.
      if (message.includes('/runs/')) decideOnPage(linkIn(message), 'all').catch(() => undefined);
    },
  });
}

/** Ends an app at once, as the end of its process would. */
async function untilEnd(app: RunningApp, execution: Execution) {
  const result = await execution.result;
  await app.close();
  return result;
}

it.each(states)('a task that was interrupted in %s ends as one that was not', async (state) => {
  Object.assign(organization, newOrganization());
  const name = `in-${state}`;
  const account = organization.accounts.find(({ kind }) => kind === 'clean');
  const input = {
    task: 'allow-password-recovery',
    accounts: [account?.id ?? ''],
    reason: 'Once',
    resealAfter: 'PT1M',
  };
  const executions: Execution[] = [];
  const interrupt = () => {
    for (const execution of executions) execution.interrupt('Interrupted');
  };
  const first = await startFor(name, {
    onStart: (execution) => {
      executions.push(execution);
      if (state === 'Reseal' && executions.length === 2) queueMicrotask(interrupt);
    },
    onProgress: (event) => {
      const entered =
        (event.type === 'stateEntered' && event.state) ||
        (event.type === 'childStateEntered' && event.childState);
      if (entered === state && state !== 'Reseal') queueMicrotask(interrupt);
    },
  });
  expect(await untilEnd(first, first.startTask(name, input))).toMatchObject({
    status: 'ABORTED',
    error: 'Interrupted',
  });

  const { journal, decision, folder: files } = pathsOf(name);
  const goOn = () => whereToGoOn(readJournal(journal), { isDecided: existsSync(decision), now: clock.now() });
  if (state === 'Reseal') {
    expect(goOn).toThrow(NotResumableError);
    return expect(goOn).toThrow(`npx root-purge run --purge --accounts ${account?.id}`);
  }
  const second = await startFor(name, { onStart: nothing, onProgress: nothing }, goOn().redrive);
  expect(await untilEnd(second, second.startTask(name, input))).toMatchObject({ status: 'SUCCEEDED' });
  const made = organization.events.filter(({ type }) => type === 'created');
  expect({ made: made.length, password: account?.credentials.loginProfile }).toEqual({
    made: 1,
    password: undefined,
  });
  const { outcomes, targets } = JSON.parse(readFileSync(join(files, 'report.json'), 'utf8'));
  expect(outcomes.done + outcomes['already-so']).toBe(1);
  expect(targets).toMatchObject([{ resealed: { outcome: 'purged' } }]);
});
