import { SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../lambdas/run/model';
import { runKeys } from '../../lambdas/run/run-keys';
import { formType, waitingRun } from './support/approval-run';
import { oldKey, password, plan, securityKey, unusedKey, virtualMfa } from './support/plan-fixture';
import { report } from './support/report-fixture';

const decisionKey = runKeys.decision(plan.run);
const signIn = [password, virtualMfa, securityKey]
  .map(({ kind, id }) => `222222222222/${kind}/${id}`)
  .join(' ');
const keyTick = `333333333333/access-keys/${oldKey.id}`;

describe('deciding', () => {
  it('approves what is ticked and nothing else', async () => {
    const { decide, path, aws, stored, digest, delivered } = await waitingRun();
    const answer = await decide(path.ana, [
      ['decision', 'approve'],
      ['credential', keyTick],
      ['credential', signIn],
      ['confirm', signIn],
      ['understood', 'yes'],
      ['name', ' Ana \r\n Silva '],
      ['comment', ' Checked.\r\nOK '],
    ]);
    expect({ status: answer.status, location: answer.headers.get('Location') }).toEqual({
      status: 303,
      location: path.ana,
    });
    expect(stored(decisionKey)).toEqual({
      decision: 'APPROVED',
      planDigest: digest,
      decidedAt: '2026-11-23T14:05:00.000Z',
      decidedBy: 'ana@example.com',
      name: 'Ana Silva',
      sourceIp: '203.0.113.7',
      comment: 'Checked.\nOK',
      credentials: [
        { accountId: '222222222222', kind: 'login-profile', id: 'login-profile' },
        { accountId: '222222222222', kind: 'mfa-devices', id: virtualMfa.id },
        { accountId: '222222222222', kind: 'mfa-devices', id: securityKey.id },
        { accountId: '333333333333', kind: 'access-keys', id: oldKey.id },
      ],
    });
    expect(aws.writes).toEqual([decisionKey]);
    expect(delivered).toEqual([plan.run]);
  });

  it('refuses everything, whatever is ticked', async () => {
    const { decide, path, aws, stored, digest } = await waitingRun();
    const answer = await decide(path.ben, [
      ['decision', 'reject'],
      ['credential', keyTick],
    ]);
    expect(answer.status).toBe(303);
    expect(stored(decisionKey)).toEqual({
      decision: 'REJECTED',
      planDigest: digest,
      decidedAt: '2026-11-23T14:05:00.000Z',
      decidedBy: 'ben@example.com',
      sourceIp: '203.0.113.7',
      credentials: [],
    });
    expect(aws.writes).toEqual([decisionKey]);
  });

  const mfaAlone = `222222222222/mfa-devices/${virtualMfa.id}`;
  it.each<[string, [string, string][], string]>([
    ['nothing is ticked', [['decision', 'approve']], 'Nothing is ticked'],
    ['no button was pressed', [['credential', keyTick]], 'Press one of the two buttons'],
    ['the button is an unknown one', [['decision', 'maybe']], 'Press one of the two buttons'],
    [
      'a credential is in no plan',
      [
        ['decision', 'approve'],
        ['credential', '333333333333/access-keys/AKIANEVERPLANNED0000'],
      ],
      'not in this plan',
    ],
    [
      'a credential is out of scope',
      [
        ['decision', 'approve'],
        ['credential', '555555555555/mfa-devices/GAHT12345678'],
      ],
      'not in this plan',
    ],
    [
      'an MFA device would go without its password',
      [
        ['decision', 'approve'],
        ['credential', mfaAlone],
      ],
      'together with the password',
    ],
    [
      'the comment is too long',
      [
        ['decision', 'reject'],
        ['comment', 'x'.repeat(1001)],
      ],
      'at most 1000',
    ],
    [
      'the name is too long',
      [
        ['decision', 'reject'],
        ['name', 'x'.repeat(101)],
      ],
      'at most 100 ',
    ],
    [
      'it was used lately and is not confirmed',
      [
        ['decision', 'approve'],
        ['credential', signIn],
        ['confirm', keyTick],
        ['understood', 'yes'],
      ],
      'needs a confirmation of its own. It is missing in 222222222222.',
    ],
    [
      'nobody said that it cannot be undone',
      [
        ['decision', 'approve'],
        ['credential', keyTick],
      ],
      'cannot be brought back',
    ],
  ])('is not possible when %s', async (_, fields, message) => {
    const { decide, path, aws } = await waitingRun();
    const answer = await decide(path.ana, fields);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(message);
    expect(aws.writes).toEqual([]);
  });

  it('is not possible with the digest of another plan', async () => {
    const { request, path, aws } = await waitingRun();
    const body = new URLSearchParams({ digest: '0'.repeat(64), decision: 'reject' }).toString();
    const headers = { 'Content-Type': formType };
    const answer = await request(path.ana, { method: 'POST', headers, body });
    expect(answer.status).toBe(422);
    expect(aws.writes).toEqual([]);
  });

  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', undefined])(
    'is not possible as %s',
    async (contentType) => {
      const { request, path, aws, digest } = await waitingRun();
      const headers = new Headers(contentType ? { 'Content-Type': contentType } : {});
      const body = new TextEncoder().encode(`digest=${digest}&decision=reject`);
      const answer = await request(path.ana, { method: 'POST', headers, body });
      expect(answer.status).toBe(415);
      expect(aws.writes).toEqual([]);
    },
  );

  it('is possible with what browsers write around the media type', async () => {
    const { request, path, digest } = await waitingRun();
    const headers = { 'Content-Type': ` ${formType.toUpperCase()} ; charset=UTF-8` };
    const body = new TextEncoder().encode(`digest=${digest}&decision=reject`);
    expect((await request(path.ana, { method: 'POST', headers, body })).status).toBe(303);
  });

  it('keeps what was ticked and typed in a form that decided nothing, but for the last box', async () => {
    const { decide, path } = await waitingRun();
    const fields: [string, string][] = [
      ['decision', 'other'],
      ['credential', keyTick],
      ['confirm', signIn],
      // A part of what stands or falls together.
      ['credential', mfaAlone],
      ['understood', 'yes'],
      ['name', 'Ana "S."'],
      ['comment', 'a "careful" <look>'],
    ];
    const html = await (await decide(path.ana, fields)).text();
    const page = parse(html);
    const ticked = page.querySelectorAll('input[checked]').map(({ attributes }) => attributes);
    expect(ticked.map(({ name, value }) => [name, value])).toEqual([
      ['confirm', signIn],
      ['credential', keyTick],
    ]);
    expect(page.querySelector('input[name=name]')?.getAttribute('value')).toBe('Ana "S."');
    expect(html).toContain('a &quot;careful&quot; &lt;look&gt;');
  });

  it('is not possible any more at the moment the link expires', async () => {
    const { decide, path, clock, aws } = await waitingRun();
    clock.now = new Date('2026-11-26T12:01:00.000Z');
    expect((await decide(path.ana, [['decision', 'reject']])).status).toBe(410);
    expect(aws.writes).toEqual([]);
  });

  it('is not possible when the stored plan was changed', async () => {
    const { decide, path, aws } = await waitingRun();
    const changed: Plan = { ...plan, reason: 'another' };
    aws.objects.set(runKeys.plan(plan.run), JSON.stringify(changed));
    expect((await decide(path.ana, [['decision', 'reject']])).status).toBe(409);
    expect(aws.writes).toEqual([]);
  });
});

describe('the first decision', () => {
  const approve: [string, string][] = [
    ['decision', 'approve'],
    ['credential', `333333333333/access-keys/${unusedKey.id}`],
    ['understood', 'yes'],
  ];

  it('stands: the second visitor is told who was first', async () => {
    const { decide, path, stored } = await waitingRun();
    await decide(path.ana, approve);
    const answer = await decide(path.ben, [['decision', 'reject']]);
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('This run was decided before.');
    expect(html).toContain('Approved by ana@example.com');
    expect(stored(decisionKey)).toMatchObject({ decision: 'APPROVED', decidedBy: 'ana@example.com' });
  });

  it('is one, when two are sent at once', async () => {
    const { decide, path, aws } = await waitingRun();
    const answers = await Promise.all([
      decide(path.ana, approve),
      decide(path.ben, [['decision', 'reject']]),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(aws.writes).toEqual([decisionKey]);
  });

  it('is stored in the end when S3 sees a conflict and asks to try again', async () => {
    const { decide, path, aws } = await waitingRun();
    aws.failures.putObject = ['ConditionalRequestConflict', 'ConditionalRequestConflict'];
    expect((await decide(path.ana, approve)).status).toBe(303);
    expect(aws.writes).toEqual([decisionKey]);
  });

  it('may be that of the workflow, which closed the approval between the look and the write', async () => {
    const { decide, path, aws } = await waitingRun();
    const get = aws.objects.get.bind(aws.objects);
    const expired = JSON.stringify({ decision: 'EXPIRED', decidedAt: '2026-11-26T12:01:00.000Z' });
    aws.objects.get = (key) => {
      if (key === runKeys.plan(plan.run)) aws.objects.set(decisionKey, expired);
      return get(key);
    };
    expect((await decide(path.ana, approve)).status).toBe(410);
  });

  it('is the earlier one of two that the same person sends at once', async () => {
    const { decide, path, aws } = await waitingRun();
    const answers = await Promise.all([
      decide(path.ana, approve),
      decide(path.ana, [['decision', 'reject']]),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(aws.writes).toEqual([decisionKey]);
  });

  it('is taken, and not called too late, where S3 stored it and its answer was lost', async () => {
    const { decide, path, aws } = await waitingRun();
    aws.failures.lostPut = 'ConditionalRequestConflict';
    expect((await decide(path.ana, approve)).status).toBe(303);
    expect(aws.writes).toEqual([decisionKey]);
  });

  it('is an error, and no page that waits, where the first one is gone again', async () => {
    const { decide, path, aws } = await waitingRun();
    aws.failures.putObject = ['PreconditionFailed'];
    expect((await decide(path.ana, approve)).status).toBe(500);
  });

  it('is all that the page writes: it can tell the workflow nothing', async () => {
    const sfn = mockClient(SFNClient);
    const { decide, path, aws } = await waitingRun();
    await decide(path.ana, approve);
    expect(aws.writes).toEqual([decisionKey]);
    expect(sfn.calls()).toEqual([]);
  });

  it('shows how the run went to whoever comes late', async () => {
    const { decide, path, aws } = await waitingRun();
    await decide(path.ana, approve);
    aws.objects.set(runKeys.report(plan.run, 'json'), JSON.stringify(report));
    const answer = await decide(path.ben, [['decision', 'reject']]);
    expect(await answer.text()).toContain(report.coverage);
  });
});
