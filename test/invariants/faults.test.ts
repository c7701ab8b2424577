import { afterEach, expect, it } from 'vitest';
import { Report } from '../../lambdas/shared/model';
import { parseFaultSpec } from '../../local/faults/fault-spec';
import { promises } from './promises';
import type { Case } from './support/cases';
import { organizationOf } from './support/cases';
import { runOnce } from './support/run-case';
import { World } from './support/world';

const account = { state: 'ACTIVE', faults: {}, shielded: false } as const;
const nothing = { signingCertificates: 0, accessKeys: 0, password: false, mfaDevices: [] } as const;
const everything = {
  signingCertificates: 1,
  accessKeys: 2,
  password: true,
  mfaDevices: ['virtual', 'fido'],
} as const;

/** Everything is approved in an account with credentials of every kind, a clean one, and one with a password and MFA. */
const request = (spec: string): Case => ({
  accounts: [
    { ...account, ...everything },
    { ...account, ...nothing },
    { ...account, ...nothing, password: true, mfaDevices: ['virtual'] },
  ],
  rules: parseFaultSpec(spec),
  seed: 1,
  input: {},
  answer: { how: 'all', by: 0, mask: 0, race: false, late: false },
});

let world: World | undefined;
afterEach(() => world?.close());

async function outcomeOf(spec: string) {
  const wanted = request(spec);
  const organization = organizationOf(wanted);
  const before = structuredClone(organization);
  world = new World(organization, wanted.rules, wanted.seed);
  const evidence = await runOnce(world, 'run-1', wanted);
  const broken = Object.values(promises).flatMap((check) => check(evidence, before, wanted));
  return {
    broken,
    status: evidence.result.status,
    outcomes: outcomesIn(world.object('runs/run-1/report.json')),
    struck: world.struck(),
  };
}

/** Of the three accounts, in their order. */
function outcomesIn(report: string | undefined): string {
  if (report === undefined) return 'no report';
  const { accounts } = Report.parse(JSON.parse(report));
  return accounts
    .filter(({ outcome }) => outcome !== 'skipped')
    .map(({ outcome }) => outcome)
    .join(' ');
}

const settled = 'purged clean purged';

it.each([
  ['throttle:AssumeRoot=12', 'SUCCEEDED', settled],
  ['throttle:iam=2', 'SUCCEEDED', settled],
  ['error:DeleteAccessKey=2', 'SUCCEEDED', settled],
  ['error:DeleteAccessKey@100%', 'FAILED', 'failed clean purged'],
  ['error:DeleteLoginProfile@100%', 'FAILED', 'failed clean failed'],
  ['error:ListAccessKeys@100%', 'FAILED', 'unknown clean unknown'],
  ['reset:iam=2', 'SUCCEEDED', settled],
  ['lost:DeleteAccessKey', 'SUCCEEDED', settled],
  ['slow:DeleteLoginProfile', 'SUCCEEDED', settled],
  ['truncate:ListMFADevices', 'SUCCEEDED', settled],
  ['expired:DeleteAccessKey@100%', 'FAILED', 'failed clean purged'],
  ['misdirect:IAMDeleteRootUserCredentials@100%', 'FAILED', 'failed clean failed'],
  ['stale:ListAccessKeys=2', 'SUCCEEDED', settled],
  ['stale:GetLoginProfile=2', 'SUCCEEDED', settled],
  ['stale:ListAccessKeys=99', 'FAILED', 'unknown clean purged'],
  ['appear:GetCallerIdentity', 'SUCCEEDED', 'kept clean kept'],
  ['vanish:GetCallerIdentity', 'SUCCEEDED', settled],
  ['crash-before:DeleteAccessKeys', 'SUCCEEDED', settled],
  ['crash-after:DeleteAccessKeys', 'SUCCEEDED', settled],
  ['crash-after:DeactivateMfaDevices=9', 'SUCCEEDED', settled],
  ['crash-before:DeleteLoginProfile=9', 'FAILED', 'failed clean failed'],
  ['crash-before:InspectCredentials=9', 'FAILED', 'unknown unknown unknown'],
  ['crash-before:VerifyAccount=9', 'FAILED', 'unknown clean unknown'],
  ['crash-before:PlanPurge=9', 'FAILED', 'unknown unknown unknown'],
  ['crash-after:RequestApproval=9', 'FAILED', 'failed clean failed'],
  ['crash-before:CloseApproval=9', 'FAILED', 'failed clean failed'],
  ['crash-before:WriteReport=9', 'FAILED', 'no report'],
  ['crash-before:ListAccounts=9', 'FAILED', 'no report'],
  ['timeout:VerifyAccount', 'SUCCEEDED', settled],
  ['duplicate:DeleteAccessKeys', 'SUCCEEDED', settled],
  ['duplicate:AssumeRootToPurge', 'SUCCEEDED', settled],
  ['duplicate:RequestApproval', 'SUCCEEDED', settled],
  ['conflict:decision.json=2', 'SUCCEEDED', settled],
  ['lost:decision.json', 'SUCCEEDED', settled],
  ['error:plan.json=2', 'SUCCEEDED', settled],
  ['unwritten:inspection', 'FAILED', 'unknown unknown unknown'],
  ['unwritten:purge/', 'FAILED', 'failed clean failed'],
  ['unread:approved.json', 'FAILED', 'failed clean failed'],
  ['error:Publish@100%', 'FAILED', 'failed clean failed'],
  ['error:ListSubscriptionsByTopic@100%', 'FAILED', 'failed clean failed'],
  ['error:SendTaskSuccess@100%', 'SUCCEEDED', settled],
  ['crash-before:DeliverDecision=2', 'SUCCEEDED', settled],
  ['error:Decrypt=2', 'SUCCEEDED', settled],
])('%s: every promise holds, the run is %s and the accounts are %s', async (spec, status, outcomes) => {
  const { struck, ...outcome } = await outcomeOf(spec);
  expect(outcome).toEqual({ broken: [], status, outcomes });
  expect(Object.keys(struck)).not.toEqual([]);
});
