import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import {
  assertSameCaller,
  assertSameDefinition,
  forgetLinks,
  openEarlierRun,
} from '../../../local/cloud/earlier-run';
import { JournalFile } from '../../../local/cloud/journal';
import { runPaths } from '../../../local/cloud/run-paths';
import { temporaryFolder } from '../runtime/temporary-folder';

const now = new Date('2026-11-23T09:00:00.000Z');
const caller = {
  accountId: '111122223333',
  arn: 'arn',
  partition: 'aws',
  organizationId: 'o-1',
  management: '',
};

/** A run that was interrupted while it waited for a decision. */
function waitingRun() {
  const folder = temporaryFolder({});
  const paths = runPaths(folder, 'run-1');
  const journal = new JournalFile(paths.journal, () => now);
  const { accountId, arn, organizationId } = caller;
  const by = { accountId, arn, organizationId, approver: 'ana@example.com' };
  journal.write({ type: 'started', run: 'run-1', input: { mode: 'purge' }, definition: 'digest', ...by });
  for (const state of ['InspectAccounts', 'RequestApproval'])
    journal.ofExecution.stateEntered({ state, input: {}, variables: {} });
  mkdirSync(dirname(paths.approval), { recursive: true });
  writeFileSync(paths.approval, '{}');
  return {
    paths,
    open: () => openEarlierRun(folder, 'run-1', now),
    openOther: () => openEarlierRun(folder, 'other', now),
  };
}

it('purges where it was started to', () => {
  expect(waitingRun().open()).toMatchObject({ purges: true, asksAgain: true });
});

it('forgets the links that were sent, but not the request of a decision that counts', () => {
  const { paths, open } = waitingRun();
  writeFileSync(paths.decision, '{}');
  forgetLinks(open(), paths);
  expect(existsSync(paths.approval)).toBe(true);
  const undecided = waitingRun();
  forgetLinks(undecided.open(), undecided.paths);
  expect(existsSync(undecided.paths.approval)).toBe(false);
});

it('is only for the account and the organization that it was started in', () => {
  const earlier = waitingRun().open();
  expect(() => assertSameCaller(earlier, caller)).not.toThrow();
  expect(() => assertSameCaller(earlier, { ...caller, accountId: '444455556666' })).toThrow(
    'run-1 was started in account 111122223333, and your credentials are of account 444455556666.',
  );
  expect(() => assertSameCaller(earlier, { ...caller, organizationId: 'o-2' })).toThrow('organization o-1');
});

it('is only for the workflow that it was started with', () => {
  const earlier = waitingRun().open();
  expect(() => assertSameDefinition(earlier, 'digest')).not.toThrow();
  expect(() => assertSameDefinition(earlier, 'other')).toThrow('another version of the workflow');
});

it('says which run is not there', () => {
  expect(waitingRun().openOther).toThrow(/^other cannot be gone on with\. There is no journal of it/);
});
