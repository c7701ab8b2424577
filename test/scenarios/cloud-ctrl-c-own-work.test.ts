import { afterAll, beforeAll, expect, it } from 'vitest';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import { countCredentials } from '../../local-aws';
import { type CloudProcess, type CloudTest, cloudTest, runIn } from './support/cloud-process';

let test: CloudTest;
beforeAll(async () => {
  test = await cloudTest({ accounts: 12, seed: 3 });
});
afterAll(() => test.stop());

/** Ctrl-C as soon as a stage is announced that asks AWS nothing: it may be in the next one when the signal arrives. */
async function interruptedWhen(announced: string, process: CloudProcess) {
  await process.printed(announced);
  process.kill('SIGINT');
  return process.ended;
}

it('is interrupted while it plans, closes the approval and writes the report, and goes on each time', async () => {
  const before = countCredentials(test.organization);
  const planning = await interruptedWhen(
    'Planning',
    test.start(['--purge', '--approve', 'ask', '--concurrency', '1']),
  );
  expect(planning.status).toBe(130);
  expect(planning.stdout).toMatch(/INTERRUPTED in (PlanPurge|RequestApproval)[\s\S]*Purged +none/);
  const run = runIn(planning.stdout);
  const resume = () => test.start(['--resume', run, '--approve', 'ask']);

  const deciding = resume();
  const link = linkIn(await deciding.printed(/Waiting for a decision[\s\S]*\/runs\//));
  const closing = interruptedWhen('Closing the approval', deciding);
  await decideOnPage(link, 'all');
  expect((await closing).status).toBe(130);
  expect((await closing).stdout).toMatch(/INTERRUPTED in (CloseApproval|PurgeAccounts)/);

  const reporting = await interruptedWhen('Writing the report', resume());
  expect(reporting.stdout).toMatch(/INTERRUPTED in (WriteReport|NotifyApprovers)|SUCCEEDED/);
  const last = reporting.status === 130 ? await resume().ended : reporting;
  expect(last.status).toBe(0);
  expect(last.stdout).toContain('SUCCEEDED');

  expect(countCredentials(test.organization)).toBe(0);
  const deleted = test.organization.events.filter(({ type }) => type === 'deleted');
  expect(deleted).toHaveLength(before);
}, 300_000);
