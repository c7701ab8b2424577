import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { parseFaultSpec } from '../../local-aws';
import { checkedRun, closeWorld } from './broken-promises';
import { anyAccount } from './support/cases';

/** As many as the tests have the time for. */
const accounts = Number(process.env.LOAD_ACCOUNTS ?? 200);

/** Everything that goes wrong in single accounts, now and then. */
const rules = parseFaultSpec(
  [
    'throttle:AssumeRoot@20%,throttle:iam@2%,error:iam@1%,reset:iam@1%,truncate:List@1%,slow:iam@1%,error:kms@1%',
    'lost:Delete@3%,expired:DeleteAccessKey@2%,stale:List@2%,misdirect:IAMDeleteRootUserCredentials@2%',
    'appear:GetCallerIdentity@2%,vanish:GetCallerIdentity@2%',
    'crash-before:Delete@3%,crash-after:Delete@3%,timeout:VerifyAccount@3%,duplicate:Delete@3%',
  ].join(),
);

afterEach(closeWorld);

it(
  `every promise holds for ${accounts} accounts in which all goes wrong that can`,
  async () => {
    const { status, report, broken, struck } = await checkedRun({
      accounts: fc.sample(anyAccount, { numRuns: accounts, seed: 1 }),
      rules,
      seed: 1,
      input: {},
      answer: { how: 'some', by: 0, mask: 0b0000_0100_0001_0000, race: true, late: false },
    });
    expect(broken).toEqual([]);
    expect(status).toBe('FAILED');
    expect(Object.keys(struck).sort()).toEqual([...new Set(rules.map(({ fault }) => fault))].sort());
    const { expired: _, ...outcomes } = report?.outcomes ?? {};
    expect(Object.entries(outcomes).filter(([, count = 0]) => count === 0)).toEqual([]);
  },
  Math.max(120_000, accounts * 600),
);

it('60 accounts are settled where Lambda runs no more than 10 functions at once', async () => {
  const { status, broken, struck } = await checkedRun({
    accounts: fc
      .sample(anyAccount, { numRuns: 60, seed: 2 })
      .map((account) => ({ ...account, state: 'ACTIVE', faults: {}, shielded: false })),
    rules: parseFaultSpec('lambda-quota=10'),
    seed: 2,
    input: {},
    answer: { how: 'all', by: 0, mask: 0, race: false, late: false },
  });
  expect(broken).toEqual([]);
  expect(status).toBe('SUCCEEDED');
  expect(struck['lambda-quota']).toBeGreaterThan(30);
}, 120_000);
