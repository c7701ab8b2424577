import './support/quiet';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { credentialKinds, type TargetedAccounts } from '../../lambdas/run/model';
import { Report } from '../../lambdas/run/report-shapes';
import { handler } from '../../lambdas/write-report';
import { credential } from './support/iam';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { memberOf, organizationId } from './support/organization';

const key = credential('access-keys', 'AKIA1');
const account = memberOf('222222222222');
const posture = `posture/${organizationId}.json`;
const failure = { call: 'sts:AssumeRoot', error: 'AccessDenied', message: 'no' };
const owner = { owner: 'Payments', reason: 'Behind an SCP', expires: '2026-12-31' };

describe('WriteReport, run after run', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const put = (key: string, value: unknown) => clients.objects.set(key, JSON.stringify(value));
  /** An audit that finds these in the one account; `unread` where nothing of it can be read. */
  async function audit(run: string, day: number, found: (typeof key)[], { unread = false } = {}) {
    const at = `2026-11-${day}T06:00:00.000Z`;
    vi.setSystemTime(new Date(at));
    const accounts: TargetedAccounts = {
      run,
      startedAt: at,
      organization: { id: organizationId, managementAccountId: '111111111111' },
      mode: 'audit',
      credentials: [...credentialKinds],
      wholeOrganization: true,
      targets: [account],
      skipped: [],
    };
    const unknown = unread ? credentialKinds.map((kind) => ({ kind, failure })) : [];
    put(`runs/${run}/accounts.json`, accounts);
    put(`runs/${run}/plan.json`, {
      ...{ kind: 'purge', run, plannedAt: at, mode: 'audit' },
      accounts: [{ ...account, credentials: found, outOfScope: [], unknown }],
    });
    return invoke(handler, { run, manifest: null, caught: null });
  }
  const reported = (run: string) => Report.parse(clients.stored(`runs/${run}/report.json`));
  const sinceLast = (run: string) => reported(run).accounts[0]?.sinceLast;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    clients = inMemoryClients();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it('compares with the last, whatever is left of the runs between', async () => {
    await audit('one', 10, []);
    for (const key of [...clients.objects.keys()]) if (key.startsWith('runs/')) clients.objects.delete(key);
    await audit('two', 17, [key]);
    expect(sinceLast('two')).toMatchObject({
      last: { run: 'one', at: '2026-11-10T06:00:00.000Z' },
      found: [{ id: 'AKIA1', came: 'new', wasKnown: false }],
    });
  });

  it('says the same when it is tried again after its answer was lost', async () => {
    await audit('one', 10, []);
    const told = await audit('two', 17, [key], {});
    const [once, remembered] = [reported('two'), clients.objects.get(posture)];
    expect(await audit('two', 18, [key])).toEqual(told);
    expect(reported('two')).toEqual(once);
    expect(clients.objects.get(posture)).toBe(remembered);
  });

  it.each(['{"accounts"', '[]'])(
    'says that nothing is compared where %s is what is remembered',
    async (text) => {
      await audit('one', 10, []);
      clients.objects.set(posture, text);
      const { email } = await audit('two', 17, [key]);
      // After the organization, the run and an empty line.
      expect(email.message.split('\n')[3]).toMatch(
        /^What is new is not known, because the last report could not/,
      );
      expect(reported('two').notCompared).toMatchObject({ call: 's3:GetObject' });
      expect(clients.objects.get(posture)).toBe(text);
    },
  );

  it('does not fail for what cannot be read where somebody answers for that, until the day', async () => {
    vi.stubEnv(
      'STANDING_EXCEPTIONS',
      JSON.stringify([{ accounts: [account.accountId], unreadable: true, ...owner, expires: '2026-11-20' }]),
    );
    expect(await audit('one', 19, [], { unread: true })).toMatchObject({ unsettled: 0 });
    expect(reported('one').accounts).toMatchObject([
      { outcome: 'unknown', acknowledged: { ...owner, expires: '2026-11-20' } },
    ]);
    expect(await audit('two', 21, [], { unread: true })).toMatchObject({ unsettled: 1 });
    expect(reported('two').accounts).toMatchObject([
      {
        outcome: 'unknown',
        reason: expect.stringContaining(
          'A standing exception expired on 2026-11-20 (Payments): Behind an SCP',
        ),
        sinceLast: { unknown: { runs: 2, since: '2026-11-19T06:00:00.000Z' } },
      },
    ]);
  });

  it('remembers for the trend what each run over the whole organization came to', async () => {
    await audit('one', 10, [{ ...key, createdAt: '2019-03-03T00:00:00.000Z' }]);
    await audit('two', 17, []);
    expect(clients.stored(posture)).toMatchObject({
      accounts: { '222222222222': { run: 'two', outcome: 'clean', credentials: [] } },
      runs: [
        {
          run: 'one',
          accounts: 1,
          without: 0,
          left: { 'access-keys': 1 },
          oldestKeyAt: '2019-03-03T00:00:00.000Z',
        },
        { run: 'two', accounts: 1, without: 1, left: { 'access-keys': 0 } },
      ],
    });
  });
});
