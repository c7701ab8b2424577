import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../lambdas/run/model';
import { waitingRun } from '../support/approval-run';
import { oldKey, password, plan, unusedKey } from '../support/plan-fixture';

async function open(query = '', of: Plan = plan) {
  const { request, path } = await waitingRun(of);
  const html = await (await request(path.ana + query)).text();
  return { html, page: parse(html), path: path.ana };
}

describe('the pending page', () => {
  it('asks for exactly what can be approved', async () => {
    const { page } = await open();
    expect(page.querySelector('h1')?.text).toBe('Delete 6 root user credentials in 2 accounts?');
  });

  it.each<[string, Partial<Plan>, string[]]>([
    ['what is known of an old plan', {}, []],
    [
      'which organization, and who asks',
      {
        organization: { id: 'o-ab12', managementAccountId: '111111111111', managementAccountName: 'Example' },
        origin: { executionArn: 'arn', startedBy: 'arn:aws:sts::111122223333:assumed-role/Ops/jo' },
      },
      [
        'Organization Example (o-ab12, management account 111111111111)',
        'Asked for by arn:aws:sts::111122223333:assumed-role/Ops/jo (as the start of the run says)',
      ],
    ],
    [
      'an organization without a name, and a task that asks',
      { organization: { managementAccountId: '111111111111' }, reseals: 'task-recovery' },
      [
        'Organization no name (management account 111111111111)',
        'Asked for by the privileged task task-recovery',
      ],
    ],
    [
      'an event that asks',
      { run: 'joined-222222222222-20261123T120000Z' },
      ['Asked for by an event: the account joined the organization'],
    ],
  ])('says first what, why, and until when: %s', async (_, changes, first) => {
    const { page } = await open('', { ...plan, ...changes });
    const facts = page.querySelector('dl')?.querySelectorAll('dt') ?? [];
    const lines = facts.map((dt) => `${dt.text} ${dt.nextElementSibling?.text}`.replace(/\s+/g, ' ').trim());
    expect(lines).toEqual([
      ...first,
      'Reason given Centralized root access is on; nobody should sign in as root any more.',
      'Decide by Thu, 26 Nov 2026, 12:01 UTC (2 days and 21 hours left). If nobody decides, nothing is deleted.',
    ]);
    expect(page.querySelectorAll('dl')[1]?.structuredText).toContain('ana@example.com');
  });

  it('says what was used first: kind, when, and where, the newest use first', async () => {
    const used = (id: string, at: string, where: object = {}) => ({
      ...oldKey,
      id,
      lastUsed: { state: 'used' as const, at, ...where },
    });
    const accounts = plan.accounts.map((account, index) => ({
      ...account,
      outOfScope: [],
      unknown: [],
      credentials:
        index === 1
          ? [used('AKIAOLDER', '2026-11-01T00:00:00.000Z'), unusedKey]
          : [
              {
                ...password,
                lastUsed: { state: 'unknown' as const, failure: { call: 'c', error: 'e', message: '' } },
              },
              used('AKIANEWER', '2026-11-20T00:00:00.000Z', { service: 's3', region: 'us-east-1' }),
            ],
    }));
    const { page } = await open('', { ...plan, accounts: accounts.slice(0, 2) });
    expect(page.querySelectorAll('.note.warn li').map(({ structuredText }) => structuredText)).toEqual([
      expect.stringContaining('Access key AKIANEWER, used 3 days ago (20 Nov 2026: s3, us-east-1)'),
      expect.stringContaining('Access key AKIAOLDER, used 22 days ago (1 Nov 2026)'),
      expect.stringContaining('Password (login profile), last use not known'),
    ]);
  });

  it.each([
    ['', 0, 0],
    ['?select=all', 4, 2],
    ['?select=unused', 2, 0],
    ['?select=none', 0, 0],
  ])('opened with "%s" has %i credentials ticked, %i confirmed', async (query, ticked, confirmed) => {
    const { page } = await open(query);
    const boxes = page.querySelectorAll('input[type=checkbox]').map(({ attributes }) => attributes);
    const checked = (name: string) => boxes.filter((box) => box.name === name && 'checked' in box).length;
    expect(boxes.map(({ name }) => name).sort()).toEqual([
      ...Array(2).fill('confirm'),
      ...Array(4).fill('credential'),
      'understood',
    ]);
    expect([checked('credential'), checked('confirm'), checked('understood')]).toEqual([
      ticked,
      confirmed,
      0,
    ]);
  });

  it('ticks for "unused" only what needs no confirmation', async () => {
    const { page } = await open('?select=unused');
    const choices = page.querySelectorAll('.choice').map((choice) => ({
      isTicked: 'checked' in (choice.querySelector('input[name=credential]')?.attributes ?? {}),
      needsConfirmation: choice.querySelector('input[name=confirm]') !== null,
    }));
    expect(choices).toHaveLength(4);
    for (const { isTicked, needsConfirmation } of choices) expect(isTicked).toBe(!needsConfirmation);
  });

  it('marks what was used lately, and leads there', async () => {
    const { page } = await open();
    expect(page.querySelectorAll('.badge').map((badge) => badge.text)).toEqual([
      'Used in the last 90 days',
      'Last use not known',
    ]);
    expect(page.querySelector('.note.warn a')?.getAttribute('href')).toBe('#account-222222222222');
  });

  it('offers to show one kind alone, each by its name', async () => {
    const { page } = await open();
    expect(page.querySelectorAll('#kind option').map(({ text }) => text)).toEqual([
      'All kinds',
      'Signing certificate',
      'Access key',
      'Password (login profile)',
      'MFA device',
    ]);
  });

  it('asks a last time before anything is sent, and only with the script', async () => {
    const dialog = (await open()).page.querySelector('dialog');
    expect(dialog?.hasAttribute('open')).toBe(false);
    expect(dialog?.structuredText).toContain('This cannot be undone.');
    expect(dialog?.querySelectorAll('button').map(({ attributes }) => attributes.type)).toEqual([
      'button',
      'button',
    ]);
  });

  it('is not alarmed before anything was sent', async () => {
    expect((await open()).page.querySelectorAll('[role=alert]')).toEqual([]);
  });

  it('leads to six of them, and says how many more there are', async () => {
    const [, account] = plan.accounts.filter(({ credentials }) => credentials.length > 0);
    const used = { ...oldKey, lastUsed: { state: 'used' as const, at: plan.plannedAt } };
    const withUsed = (n: number): Plan => ({
      ...plan,
      accounts: Array.from({ length: n }, (_, index) => ({
        ...plan.accounts[0],
        ...account,
        accountId: String(200_000_000_000 + index),
        name: `Account ${index}`,
        email: 'a@example.com',
        credentials: [used, { ...unusedKey, id: 'AKIAUNUSED' }],
        outOfScope: [],
        unknown: [],
      })),
    });
    const listed = async (n: number) =>
      (await open('', withUsed(n))).page.querySelectorAll('.note.warn li').map(({ text }) => text.trim());
    expect(await listed(6)).toHaveLength(6);
    expect((await listed(15)).slice(6)).toEqual(['and 9 more, marked below']);
    const { page } = await open('', withUsed(15));
    expect(page.querySelector('.note.warn')?.structuredText).toContain('15 credentials, each of which');
    expect(page.querySelector('section[aria-labelledby=credentials]')?.structuredText).toContain(
      'Tick all but the 15 marked as used or not known, tick all and confirm these, too, or none.',
    );
  });

  it('has no such list where nothing was used lately', async () => {
    const quiet = plan.accounts.map((account) => ({
      ...account,
      credentials: account.credentials.filter(({ id }) => id === unusedKey.id),
    }));
    const { page, html } = await open('', { ...plan, accounts: quiet });
    expect(html).not.toContain('Look here first');
    expect(page.querySelector('section[aria-labelledby=credentials]')?.structuredText).toContain(
      'Tick all or none.',
    );
  });

  it.each<[string, Partial<Plan['accounts'][number]>, string[]]>([
    ['everything can be ticked', {}, []],
    ['nothing is there', { credentials: [] }, ['Clean']],
    ['something is out of scope', { credentials: [], outOfScope: [unusedKey] }, ['Stays in any case']],
    [
      'a kind was not read',
      {
        credentials: [],
        unknown: [{ kind: 'access-keys', failure: { call: 'c', error: 'e', message: 'm' } }],
      },
      ['Could not be read'],
    ],
  ])('has apart from the ticks only what there is, where %s', async (_, changes, headings) => {
    const [account] = plan.accounts;
    if (!account) throw new Error('The fixture has changed.');
    const bare = { ...account, credentials: [unusedKey], outOfScope: [], unknown: [], ...changes };
    const { page } = await open('', { ...plan, accounts: [bare] });
    const others = page.querySelectorAll('h2').map(({ text }) => text);
    expect(others.filter((text) => !/^(What would be|Your decision|Delete\?)/.test(text))).toEqual(headings);
  });

  it('says first that it cannot be undone, and how a root user comes back', async () => {
    const text = (await open()).page.querySelector('.note.danger')?.structuredText;
    expect(text).toContain('This cannot be undone.');
    expect(text).toContain('IAMCreateRootUserPassword');
  });

  it('has Enter press what nobody can tab to', async () => {
    expect((await open()).page.querySelector('button.unseen')?.getAttribute('tabindex')).toBe('-1');
  });

  it('names what could not be read, what stays in any case, and counts what is clean', async () => {
    const text = (await open()).page.querySelector('main')?.structuredText;
    expect(text).toContain(
      'Not read: signing certificates, access keys, password (login profile), MFA devices',
    );
    expect(text).toContain('A service control policy denies sts:AssumeRoot');
    expect(text).toContain('MFA device GAHT12345678');
    expect(text).toContain('2 accounts read in full');
  });

  it('labels every box and field, and has the Enter key press a button that decides nothing', async () => {
    const { page } = await open();
    const fields = page.querySelectorAll('input:not([type=hidden]), textarea, select').map(({ id }) => id);
    expect(page.querySelectorAll('label').map((label) => label.getAttribute('for'))).toEqual(fields);
    expect(page.querySelectorAll('form button').map((button) => button.getAttribute('value'))).toEqual([
      'none',
      'approve',
      'reject',
    ]);
  });

  it('is all text where AWS or a person wrote markup', async () => {
    const hostile = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>";
    const { page, html } = await open('', {
      ...plan,
      reason: hostile,
      accounts: plan.accounts.map((account) => ({
        ...account,
        name: hostile,
        email: hostile,
        credentials: [{ ...oldKey, status: hostile }],
        unknown: [{ kind: 'mfa-devices', failure: { call: hostile, error: hostile, message: hostile } }],
      })),
    });
    expect(page.querySelectorAll('script:not([type=module]), img')).toEqual([]);
    expect(page.querySelectorAll('script')).toHaveLength(1);
    expect(html).not.toMatch(/<[^>]*\son\w+=/);
    expect(html).not.toContain(' style=');
  });

  it('holds neither the link’s secret nor anything of the task token', async () => {
    const { html, path } = await open();
    expect(html).not.toContain(path.split('/').at(-1));
    expect(html).not.toContain('eyJ');
  });
});
