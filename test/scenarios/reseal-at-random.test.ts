import fc from 'fast-check';
import { parse } from 'node-html-parser';
import { expect, it } from 'vitest';
import { quoted } from '../../lambdas/mail/email-words';
import { resealedInWords } from '../../lambdas/tasks/resealed-in-words';
import {
  type Account,
  createCredentials,
  createRandom,
  isoSeconds,
  loginProfileId,
  mfaDeviceId,
} from '../../local-aws';
import { addMfaDevice, makeAccessKey, recoverPassword } from '../support/account-owner';
import { ManualClock } from '../support/manual-clock';
import { alice } from './support/approvers';
import { openPage, submit } from './support/page';
import { recoveries } from './support/recoveries';
import { useScenario } from './support/scenario';

const clock = new ManualClock(new Date());
const scenario = useScenario({ clock });
const { allowFor, allowed, resealLink } = recoveries(scenario);

/** What an account held before, which of it nobody could read then, and what its owner does meanwhile. */
interface Owner {
  readonly signingCertificates: number;
  readonly accessKeys: number;
  readonly mfaDevices: ('virtual' | 'fido')[];
  readonly hidden: 'nothing' | 'iam:ListAccessKeys' | 'iam:ListMFADevices' | 'iam:ListSigningCertificates';
  readonly signsIn: boolean;
  readonly makesKey: boolean;
  readonly replacesKey: boolean;
  readonly addsDevice: boolean;
  readonly replacesDevice: boolean;
}

const owner: fc.Arbitrary<Owner> = fc.record({
  signingCertificates: fc.nat(2),
  accessKeys: fc.nat(2),
  mfaDevices: fc.subarray(['virtual' as const, 'fido' as const]),
  hidden: fc.constantFrom(
    'nothing',
    'nothing',
    'iam:ListAccessKeys',
    'iam:ListMFADevices',
    'iam:ListSigningCertificates',
  ),
  signsIn: fc.boolean(),
  makesKey: fc.boolean(),
  replacesKey: fc.boolean(),
  addsDevice: fc.boolean(),
  replacesDevice: fc.boolean(),
});
const aCase = fc.record({
  owners: fc.array(owner, { minLength: 1, maxLength: 4 }),
  seed: fc.nat(999_999),
  /** Which boxes are ticked; none is a refusal. */
  ticks: fc.nat(255),
});
type Case = typeof aCase extends fc.Arbitrary<infer T> ? T : never;

/** Every credential by the name that this app gives it: `accountId/kind/id`. */
function heldBy(accounts: readonly Account[]): Set<string> {
  const names = accounts.flatMap(({ id, credentials }) => {
    const { signingCertificates, accessKeys, loginProfile, mfaDevices } = credentials;
    return [
      ...signingCertificates.map(({ certificateId }) => `${id}/signing-certificates/${certificateId}`),
      ...accessKeys.map(({ accessKeyId }) => `${id}/access-keys/${accessKeyId}`),
      ...(loginProfile ? [`${id}/login-profile/${loginProfileId(loginProfile)}`] : []),
      ...mfaDevices.map((device) => `${id}/mfa-devices/${mfaDeviceId(device)}`),
    ];
  });
  return new Set(names);
}

function prepare({ owners, seed }: Case): Account[] {
  const accounts = scenario.organize({ accounts: owners.length, seed }).accounts;
  scenario.organization.serviceControlPolicies = owners.flatMap(({ hidden }, index) =>
    hidden === 'nothing'
      ? []
      : [
          {
            name: `Hides${index}`,
            targets: [accounts[index]?.id ?? ''],
            document: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Deny', Action: hidden, Resource: '*' }],
            },
          },
        ],
  );
  for (const [index, account] of accounts.entries()) {
    const random = createRandom(seed, 'before', index);
    account.credentials = createCredentials(owners[index] ?? {}, account.id, random, clock.now());
  }
  return accounts;
}

function liveOn(account: Account, owner: Owner | undefined): void {
  const { credentials } = account;
  const now = clock.now();
  if (owner?.signsIn) recoverPassword(account, now);
  if (owner?.replacesKey) credentials.accessKeys.shift();
  if (owner?.makesKey && credentials.accessKeys.length < 2) makeAccessKey(account, now);
  const [device] = credentials.mfaDevices;
  if (owner?.replacesDevice && device) device.enableDate = isoSeconds(now);
  if (owner?.addsDevice) addMfaDevice(account, now);
}

async function holds(request: Case): Promise<void> {
  const accounts = prepare(request);
  const before = heldBy(accounts);
  const run = allowFor('PT2H', accounts);
  await allowed(run);
  scenario.organization.serviceControlPolicies = [];
  clock.advance(60 * 60_000);
  for (const [index, account] of accounts.entries()) liveOn(account, request.owners[index]);
  const found = heldBy(accounts);
  clock.advance(60 * 60_000);

  const link = await resealLink(run);
  const page = await openPage(link);
  const ticks = page.ticks.filter((_, index) => (request.ticks >> (index % 8)) % 2 === 1);
  await submit(link, page, ticks.length > 0 ? 'approve' : 'reject', ticks);
  expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
  const after = heldBy(accounts);

  // Offered is what was made since, all of it; what was ticked is gone, and nothing else.
  const newer = [...found].filter((each) => !before.has(each));
  expect(page.ticks.flatMap((tick) => tick.split(' ')).sort()).toEqual(newer.sort());
  const chosen = new Set(ticks.flatMap((tick) => tick.split(' ')));
  expect(after).toEqual(new Set([...found].filter((each) => !chosen.has(each))));

  const { targets } = run.taskReport();
  const told = targets.flatMap(({ accountId, resealed }) =>
    (resealed?.credentials ?? []).map(({ kind, id, made, became }) => [
      `${accountId}/${kind}/${id}`,
      made,
      became,
    ]),
  );
  expect(told.sort()).toEqual(
    [...found]
      .sort()
      .map((each) => [each, before.has(each) ? 'before' : 'since', after.has(each) ? 'kept' : 'deleted']),
  );
  const mail = run.emails().findLast(({ to }) => to === alice)?.message;
  const report = parse(run.object('report.html') ?? '').structuredText;
  for (const { accountId, resealed } of targets) {
    const isOpen = newer.some((each) => each.startsWith(accountId) && after.has(each));
    expect(resealed?.sealed).toBe(isOpen ? 'kept' : 'yes');
    for (const line of resealed ? resealedInWords(resealed) : []) {
      expect(mail).toContain(quoted(line));
      expect(report).toContain(line);
    }
  }
}

it('never offers what is older than its task, and tells of everything what became of it', async () => {
  await fc.assert(fc.asyncProperty(aCase, holds), {
    numRuns: Number(process.env.RESEAL_CASES ?? 10),
    seed: 1,
  });
});
