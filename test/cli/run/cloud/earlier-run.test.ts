import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import {
  assertSameCaller,
  assertSameConfiguration,
  assertSameDefinition,
  forgetLinks,
  takeEarlierRun,
} from '../../../../cli/run/cloud/earlier-run';
import { JournalFile } from '../../../../cli/run/cloud/journal';
import { runPaths } from '../../../../cli/run/cloud/run-paths';
import { temporaryFolder } from '../../../local-aws/support/temporary-folder';

const now = new Date('2026-11-23T09:00:00.000Z');
const caller = {
  accountId: '111122223333',
  arn: 'arn',
  partition: 'aws',
  organizationId: 'o-1',
  management: '',
};

const digests = { definition: 'digest', configuration: 'configured' };

/** A run that was interrupted while it waited for a decision. */
function waitingRun() {
  const folder = temporaryFolder({});
  const paths = runPaths(folder, 'run-1');
  const journal = new JournalFile(paths.journal, () => now);
  const { accountId, arn, organizationId } = caller;
  const by = { accountId, arn, organizationId, approver: 'ana@example.com' };
  journal.write({ type: 'started', run: 'run-1', input: { mode: 'purge' }, ...digests, ...by });
  for (const state of ['InspectAccounts', 'RequestApproval'])
    journal.ofExecution(() => undefined).stateEntered({ state, input: {}, variables: {} });
  mkdirSync(dirname(paths.approval), { recursive: true });
  writeFileSync(paths.approval, '{}');
  return {
    paths,
    take: () => takeEarlierRun(folder, 'run-1', now),
    open: () => takeEarlierRun(folder, 'run-1', now).earlier,
    openOther: () => takeEarlierRun(folder, 'other', now),
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

it('is only for the configuration that it was started with', () => {
  const earlier = waitingRun().open();
  expect(() => assertSameConfiguration(earlier, 'configured')).not.toThrow();
  expect(() => assertSameConfiguration(earlier, 'other')).toThrow('with another configuration');
  const { configuration: _, ...started } = earlier.started;
  expect(() => assertSameConfiguration({ ...earlier, started }, 'configured')).toThrow(
    'another configuration',
  );
});

it('is left alone while another process is at it, and what that writes with it', () => {
  const { paths, take } = waitingRun();
  mkdirSync(paths.lock);
  writeFileSync(join(paths.lock, `${process.ppid}-0`), '');
  appendFileSync(paths.journal, '{"half a line');
  expect(take).toThrow(`run-1 cannot be gone on with. Process ${process.ppid} is still at it.`);
  expect(readFileSync(paths.journal, 'utf8')).toContain('{"half a line');
});

it('is kept to this process until it is let go of, and not where it has ended', () => {
  const { paths, take } = waitingRun();
  const { unlock } = take();
  expect(existsSync(paths.lock)).toBe(true);
  unlock();
  expect(existsSync(paths.lock)).toBe(false);
  new JournalFile(paths.journal, () => now).write({ type: 'ended', status: 'SUCCEEDED' });
  expect(take).toThrow('It has ended, as SUCCEEDED.');
  expect(existsSync(paths.lock)).toBe(false);
});

it('says which run is not there', () => {
  expect(waitingRun().openOther).toThrow(/^other cannot be gone on with\. There is no journal of it/);
});
