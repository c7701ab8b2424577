import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import { JournalFile, readJournal } from '../../cli/run/cloud/journal';
import { whereToGoOn } from '../../cli/run/cloud/resume-point';
import { runPaths } from '../../cli/run/cloud/run-paths';
import type { RunningApp } from '../../cli/run/running-app';
import {
  countCredentials,
  createOrganization,
  type Execution,
  type Organization,
  type ProgressEvent,
  type Redrive,
} from '../../local-aws';
import { allStates, definition } from '../lib/support/definition';
import { hurriedClock } from './support/hurried-clock';
import { simulate, startApp } from './support/in-process';

/** States that a run which goes well does not come to, or in which nothing is left to interrupt. */
const notInterrupted = [
  'AccountNotInspected',
  'AccountNotPurged',
  'AccountNotVerified',
  'AccountNotAnnounced',
  'ProgressNotRecorded',
  'RemindApprovers',
  'WaitForActivation',
  'WaitWithoutReminder',
  'Done',
  'SomeAccountsNotSettled',
];

const names = allStates(definition).map(([name]) => name);

/** All others, of the run and of an account in its two maps. */
const states = names.filter((name) => !notInterrupted.includes(name));

const folder = mkdtempSync(join(tmpdir(), 'root-purge-resume-'));
const organization = newOrganization();
const left: Record<string, Organization> = {};
let app: RunningApp;
let onProgress: (event: ProgressEvent) => void = () => undefined;

function newOrganization(): Organization {
  return createOrganization({ accounts: 14, seed: 5, clock: hurriedClock });
}

/** Starts the app as a process does that goes on with an execution of this name, or with none. */
async function goOn(redriven?: string, redrive?: Redrive): Promise<void> {
  app = await startApp({
    bucketFolder: folder,
    reach: 'purge',
    clock: hurriedClock,
    redriven,
    recovery: (run, _, input) => {
      const journal = new JournalFile(runPaths(folder, run).journal, hurriedClock.now);
      if (redrive) journal.write({ type: 'resumed', arn: 'arn' });
      else journal.write({ ...started, run, input });
      return { journal: journal.ofExecution(() => undefined), redrive };
    },
    onProgress: (event) => onProgress(event),
    onEmail: ({ message }) => {
      // An interruption may be faster.
      if (message.includes('/runs/')) decideOnPage(linkIn(message), 'all').catch(() => undefined);
    },
  });
}

const started = {
  type: 'started',
  definition: '',
  accountId: '',
  arn: '',
  organizationId: '',
  approver: '',
} as const;

simulate(organization, hurriedClock);
beforeAll(() => goOn());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Interrupts the execution when it, or one of its children, enters the state; Ctrl-C does not wait for a decision. */
function interruptIn(state: string, execution: () => Execution | undefined): void {
  onProgress = (event) => {
    const entered =
      (event.type === 'stateEntered' && event.state) ||
      (event.type === 'childStateEntered' && event.childState);
    if (entered === state) queueMicrotask(() => execution()?.interrupt('Interrupted'));
  };
}

it('leaves out only states that there are', () => {
  expect(notInterrupted.filter((state) => !names.includes(state))).toEqual([]);
});

describe('a run that is interrupted', () => {
  it.each(states)('in %s ends what is in hand and is ABORTED', async (state) => {
    Object.assign(organization, newOrganization());
    let execution: Execution | undefined;
    interruptIn(state, () => execution);
    execution = app.start(`in-${state}`, { mode: 'purge' });
    const result = await execution.result;
    left[state] = structuredClone(organization);

    expect(result).toMatchObject({ status: 'ABORTED', error: 'Interrupted' });
    const paths = runPaths(folder, `in-${state}`);
    const deleted = organization.events.some(({ type }) => type === 'deleted');
    expect(deleted && !existsSync(paths.decision)).toBe(false);
  });
});

describe('another process goes on with a run that was interrupted', () => {
  beforeAll(async () => {
    await app.close();
    onProgress = () => undefined;
  });

  it.each(states)('in %s, and it ends as one that was not', async (state) => {
    const name = `in-${state}`;
    Object.assign(organization, left[state]);
    const paths = runPaths(folder, name);
    const point = whereToGoOn(readJournal(paths.journal) ?? [], {
      isDecided: existsSync(paths.decision),
      now: hurriedClock.now(),
    });
    await goOn(name, point.redrive);
    const result = await app.start(name, point.started.input).result;
    await app.close();

    expect(result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(organization)).toBe(0);
    const deleted = organization.events.flatMap(({ type, accountId, detail }) =>
      type === 'deleted' ? [`${accountId} ${detail}`] : [],
    );
    expect(new Set(deleted).size).toBe(deleted.length);
    expect(deleted.length).toBe(countCredentials(newOrganization()));
    const report = JSON.parse(readFileSync(join(paths.folder, 'report.json'), 'utf8'));
    expect(report.accounts).toHaveLength(15);
    expect(report.outcomes).toMatchObject({ failed: 0, unknown: 0, kept: 0, expired: 0 });
    expect(JSON.stringify(report)).not.toContain('already-gone');
  });
});
