import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { privilegedTasks } from '../../../lambdas/tasks/registry';
import type { TaskPlan } from '../../../lambdas/tasks/shapes';
import { waitingRun } from '../support/approval-run';
import { unusedKey } from '../support/plan-fixture';
import {
  assumeRootDenied,
  bucketPlan,
  policySha256,
  policyText,
  recoveryPlan,
} from '../support/task-fixture';

async function open(plan: TaskPlan) {
  const run = await waitingRun(plan);
  const page = parse(await (await run.request(run.path.ana)).text());
  return { ...run, page, text: page.querySelector('main')?.structuredText ?? '' };
}

const queuePlan: TaskPlan = {
  ...bucketPlan,
  task: 'delete-queue-policy',
  targets: bucketPlan.targets.map((target) => ({
    ...target,
    resource: 'https://sqs.us-east-1.amazonaws.com/222222222222/jobs',
  })),
};

describe('the page of a privileged task', () => {
  it.each([
    [recoveryPlan, 'Allow password recovery for the root user of 2 accounts?', 'Allow password recovery'],
    [bucketPlan, 'Delete the policy of bucket payments-logs?', 'Delete this bucket policy'],
    [queuePlan, 'Delete the policy of queue jobs?', 'Delete this queue policy'],
  ])('asks for one thing: $task', async (plan, title, button) => {
    const { page } = await open(plan);
    expect(page.querySelector('h1')?.text).toBe(title);
    expect(page.querySelectorAll('button').map(({ text }) => text.trim())).toEqual([button, 'Refuse']);
    expect(page.querySelectorAll('input[name=credential]')).toEqual([]);
    expect(page.querySelectorAll('script')).toHaveLength(1);
  });

  it('says who can become root, and whose mailbox alone is enough', async () => {
    const { page, text } = await open(recoveryPlan);
    expect(text).toContain('Whoever reads the mail of the root user can become root.');
    expect(text).toContain('aws+payments@example.com');
    expect(text).toContain('2 hours after it was allowed');
    const cards = page.querySelectorAll('section[aria-labelledby=targets] article');
    expect(cards.map((card) => card.structuredText.includes('No MFA device'))).toEqual([false, true]);
    const targets = recoveryPlan.targets.map((target) => ({ ...target, credentials: [unusedKey] }));
    expect((await open({ ...recoveryPlan, targets })).text).toContain('No MFA device');
    expect(cards[0]?.structuredText).toContain('AKIAIOSFODNN7EXAMPLE');
  });

  it('lists what a root user holds, where it holds anything, and what was read of it', async () => {
    const { page } = await open(recoveryPlan);
    const [holder, empty] = page
      .querySelectorAll('section[aria-labelledby=targets] article')
      .map((card) => card.structuredText);
    expect(holder).toContain('What its root user holds now:');
    expect(empty).not.toContain('What its root user holds now:');
    expect(`${holder}${empty}`).not.toContain('Could not be read');
  });

  it('says all that follows, of a policy nothing of password recovery', async () => {
    const danger = (page: Awaited<ReturnType<typeof open>>['page']) =>
      page.querySelectorAll('.note.danger p').map(({ text }) => text.trim());
    const recovery = await open(recoveryPlan);
    expect(danger(recovery.page)).toEqual(privilegedTasks['allow-password-recovery'].words.consequences);
    const bucket = await open(bucketPlan);
    expect(danger(bucket.page)).toEqual(privilegedTasks['delete-bucket-policy'].words.consequences);
    expect(bucket.text).not.toContain('takes it away again');
    expect(bucket.page.querySelectorAll('section[aria-labelledby=not-asked]')).toEqual([]);
    expect(bucket.text).toContain('Bucket payments-logs');
    expect((await open(queuePlan)).text).toContain('Queue https://sqs.us-east-1.amazonaws.com/');
  });

  it('asks for a yes to nothing but what is to do', async () => {
    const { page } = await open(recoveryPlan);
    const names = (section: string) =>
      page.querySelectorAll(`section[aria-labelledby=${section}] h3`).map(({ text }) => text);
    expect(names('targets')).toEqual(['Payments', 'R&D <sandbox> "alpha"']);
    expect(names('not-asked')).toEqual(['Legacy billing', 'Data lake']);
  });

  it('does not call unread MFA devices absent', async () => {
    const [first, ...others] = recoveryPlan.targets;
    if (!first) throw new Error('The fixture has changed.');
    const unread = [{ kind: 'mfa-devices' as const, failure: assumeRootDenied }];
    const targets = [{ ...first, credentials: [unusedKey], unread }, ...others];
    const { page } = await open({ ...recoveryPlan, targets });
    const card = page.querySelector('section[aria-labelledby=targets] article')?.structuredText;
    expect(card).not.toContain('No MFA device');
    expect(card).toContain('Could not be read: MFA devices');
  });

  it('warns where nothing takes it away again', async () => {
    const { text } = await open({ ...recoveryPlan, resealAfterSeconds: undefined });
    expect(text).toContain('Nothing takes it away again by itself.');
  });

  it('lists apart what this decision is not about, with the reason', async () => {
    const { page } = await open(recoveryPlan);
    const others = page.querySelector('section[aria-labelledby=not-asked]')?.structuredText;
    expect(others).toContain('AWS refused a root session in this account.');
    expect(others).toContain('The root user has a login profile already');
  });

  it('shows the whole policy, its digest and where it is kept', async () => {
    const { page, text } = await open(bucketPlan);
    expect(page.querySelector('pre')?.text).toBe(JSON.stringify(JSON.parse(policyText), null, 2));
    expect(text).toContain(policySha256);
    expect(text).toContain('s3://run-bucket/runs/task-bucket/policy.json');
  });

  it.each(['<script>alert(1)</script>', '{"Sid": "\u202Eevil"}', 'no JSON'])(
    'shows a hostile policy as text: %s',
    async (text) => {
      const [target] = bucketPlan.targets;
      if (!target?.policy) throw new Error('The fixture has changed.');
      const { page } = await open({
        ...bucketPlan,
        targets: [{ ...target, policy: { ...target.policy, text } }],
      });
      expect(page.querySelectorAll('script')).toHaveLength(1);
      expect(page.querySelector('pre')?.text).not.toContain('\u202E');
      expect(page.querySelector('pre')?.childNodes).toHaveLength(1);
    },
  );
});

describe('the decision on a privileged task', () => {
  it('needs a yes to what will be possible, and names the task', async () => {
    const { decide, path, stored } = await open(recoveryPlan);
    const key = `runs/${recoveryPlan.run}/decision.json`;
    const without = await decide(path.ana, [['decision', 'approve']]);
    expect(without.status).toBe(422);
    expect(await without.text()).toContain('Tick the box above the buttons, too');
    expect(stored(key)).toBeNull();

    const fields: [string, string][] = [
      ['decision', 'approve'],
      ['understood', 'yes'],
      ['name', 'Ana'],
    ];
    expect((await decide(path.ana, fields)).status).toBe(303);
    expect(stored(key)).toMatchObject({
      decision: 'APPROVED',
      decidedBy: 'ana@example.com',
      task: 'allow-password-recovery',
      credentials: [],
    });
  });

  it('is a refusal without that yes', async () => {
    const { decide, path, stored } = await open(bucketPlan);
    await decide(path.ana, [['decision', 'reject']]);
    expect(stored(`runs/${bucketPlan.run}/decision.json`)).toMatchObject({
      decision: 'REJECTED',
      task: 'delete-bucket-policy',
    });
  });

  it('is told to whoever comes later, in the words of the task', async () => {
    const { decide, path, request } = await open(bucketPlan);
    await decide(path.ana, [
      ['decision', 'approve'],
      ['understood', 'yes'],
    ]);
    const later = parse(await (await request(path.ben)).text()).querySelector('main')?.structuredText;
    expect(later).toContain('Approved by ana@example.com');
    expect(later).toContain('It is being done, and looked at again.');
    expect(later).not.toContain('credential');
  });
});
