import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { hashSource } from '../../../lambdas/pages/hash-source';
import { renderTaskReport } from '../../../lambdas/pages/task-report-page';
import type { ReportedTarget, TaskReport } from '../../../lambdas/tasks/shapes';
import { unusedKey } from '../support/plan-fixture';
import { approvedTask, recoveryPlan, taskReport } from '../support/task-fixture';

const [payments, sandbox, billing, lake] = recoveryPlan.targets.map(
  ({ accountId, name, email }): ReportedTarget => ({
    accountId,
    name,
    email,
    outcome: 'done',
    reason: '',
    remedy: '',
    next: [],
  }),
);
if (!payments || !sandbox || !billing || !lake) throw new Error('The fixture has changed.');

const report = taskReport(recoveryPlan, {
  startedAt: '2026-11-23T11:59:00.000Z',
  finishedAt: '2026-11-23T14:10:00.000Z',
  decision: approvedTask('ab'.repeat(32)),
  summary: 'Allow password recovery for the root user of 4 accounts: 1 failed, 2 done, 1 already so.',
  outcomes: { done: 2, 'already-so': 1, refused: 0, expired: 0, failed: 1, unknown: 0 },
  targets: [
    { ...payments, next: [{ text: 'Read the mail.' }, { text: 'Set a password.' }] },
    { ...lake, outcome: 'already-so', reason: 'It has a login profile.' },
    { ...billing, outcome: 'failed', reason: 'AWS refused.', remedy: 'Look at the SCPs.' },
    sandbox,
  ],
});

const page = (changes: Partial<TaskReport> = {}) => parse(renderTaskReport({ ...report, ...changes }));
const facts = (changes: Partial<TaskReport>) => page(changes).querySelector('.facts')?.structuredText;
const linesIn = (document: ReturnType<typeof page>) =>
  document
    .querySelector('article')
    ?.structuredText.split('\n')
    .map((line) => line.trim());
const card = (target: ReportedTarget) => linesIn(page({ targets: [target] }));

describe('the report of a task', () => {
  it('has the summary as its headline, and those that need attention first', () => {
    const document = page();
    expect(document.querySelector('h1')?.text).toBe(report.summary);
    expect(document.querySelectorAll('section').map(({ classNames }) => classNames)).toEqual([
      'outcome failed',
      'outcome purged',
      'outcome clean',
    ]);
    expect(document.querySelectorAll('h2').map(({ text }) => text)).toEqual([
      'Failed: 1 account',
      'Done: 2 accounts',
      'Already so: 1 account',
    ]);
    expect(document.querySelectorAll('article h3').map(({ text }) => text)).toEqual([
      'Legacy billing',
      'Payments',
      'R&D <sandbox> "alpha"',
      'Data lake',
    ]);
  });

  it('allows its own style sheet and loads nothing', () => {
    const css = page().querySelector('style')?.innerHTML ?? '';
    expect(page().querySelector('meta[http-equiv]')?.getAttribute('content')).toBe(
      `default-src 'none'; style-src ${hashSource(css)}; base-uri 'none'; form-action 'none'`,
    );
    expect(page().querySelectorAll('script, link, img, iframe, [style]')).toEqual([]);
  });

  const decidedAt = '2026-11-23T14:05:00.000Z';
  const caught = { state: 'RequestApproval', error: 'NoApproverConfirmedError', cause: '' };
  it.each<[Partial<TaskReport>, string]>([
    [{}, 'Approved'],
    [{}, 'ana@example.com'],
    [{ decision: { decision: 'EXPIRED', decidedAt } }, 'Expired: nobody decided in time'],
    [{ decision: undefined }, 'None: there was nothing to approve.'],
    [
      { decision: { decision: 'NOT_ASKED', decidedAt, caught } },
      'Nobody could be asked, so nothing was changed (NoApproverConfirmedError in RequestApproval).',
    ],
    [{ resealAt: '2026-11-23T16:05:00.000Z' }, 'from Mon, 23 Nov 2026, 16:05 UTC on'],
    [{ resealRun: 'reseal-1' }, 'run reseal-1'],
  ])('with %j says "%s"', (changes, text) => {
    expect(facts(changes)).toContain(text);
  });

  it('says nothing of a purge to come where there is none', () => {
    expect(facts({})).not.toContain('Taken away');
  });

  it('tells of a target what happened, what to do, and no more', () => {
    expect(card(sandbox)).toEqual(['R&D <sandbox> "alpha"', '333333333333 aws+rd@example.com']);
    expect(card({ ...billing, outcome: 'failed', reason: 'Refused.', remedy: 'Look.' })).toEqual([
      'Legacy billing',
      '444444444444 aws+billing@example.com',
      'Refused.',
      'Look.',
    ]);
    expect(
      card({ ...payments, next: [{ text: 'Read the mail.' }, { text: 'Set a password.' }] })?.slice(2),
    ).toEqual(['What comes next', 'Read the mail.', 'Set a password.']);
  });

  it('has a paragraph for what happened and for what to do, where there is something to say', () => {
    const said = (target: Partial<ReportedTarget>) =>
      page({ targets: [{ ...payments, ...target }] })
        .querySelectorAll('article .pre, article .quiet')
        .map(({ text }) => text);
    expect(said({ reason: 'Refused.', remedy: 'Look.' })).toEqual(['Refused.', 'Look.']);
    expect(said({})).toEqual([]);
  });

  it('names the bucket or the queue', () => {
    const cardOf = (task: string, resource: string) =>
      linesIn(page({ task, targets: [{ ...payments, resource }] }));
    expect(cardOf('delete-bucket-policy', 'payments-logs')).toContain('Bucket payments-logs');
    expect(cardOf('delete-queue-policy', 'https://sqs/jobs')).toContain('Queue https://sqs/jobs');
  });

  it('says what the purge found that took it away again', () => {
    const lines = card({
      ...payments,
      resealed: {
        outcome: 'purged',
        reason: '',
        sealed: 'yes',
        credentials: [{ ...unusedKey, made: 'since', became: 'deleted' }],
        unknown: [],
      },
    });
    expect(lines?.slice(2)).toEqual([
      'Sealed again: yes',
      'Password (login profile): there was none any more',
      `Access key ${unusedKey.id}, made Mon, 30 Aug 2021, 10:00 UTC, never used: deleted`,
    ]);
  });

  it('is all text where a person wrote markup', () => {
    const hostile = '"><script>alert(1)</script>';
    const target = {
      ...payments,
      name: hostile,
      reason: hostile,
      remedy: hostile,
      next: [{ text: hostile, command: hostile }],
    };
    expect(
      page({ requestReason: hostile, summary: hostile, targets: [target] }).querySelectorAll('script'),
    ).toEqual([]);
  });
});
