import { afterEach, expect, it } from 'vitest';
import type { Report } from '../../lambdas/run/report-shapes';
import { parseFaultSpec } from '../../local-aws';
import { checkedRun, closeWorld } from './broken-promises';
import { type Case, organizationOf } from './support/cases';
import { patience } from './support/hostile-run';

const account = { state: 'ACTIVE', faults: {}, shielded: false } as const;
const nothing = { signingCertificates: 0, accessKeys: 0, password: false, mfaDevices: [] } as const;
const everything = {
  signingCertificates: 1,
  accessKeys: 2,
  password: true,
  mfaDevices: ['virtual', 'fido'],
} as const;

/** Everything is approved in an account with credentials of every kind, a clean one, and one with a password and MFA. */
const request = (spec: string, input: Case['input'] = {}): Case => ({
  accounts: [
    { ...account, ...everything },
    { ...account, ...nothing },
    { ...account, ...nothing, password: true, mfaDevices: ['virtual'] },
  ],
  rules: parseFaultSpec(spec),
  seed: 1,
  input,
  answer: { how: 'all', by: 0, mask: 0, race: false, late: false },
});

afterEach(closeWorld);

const accountIds = organizationOf(request('reset:iam')).accounts.map(({ id }) => id);

/** Of the three accounts, in their order. */
const outcomesIn = (report?: Report): string => {
  const outcomes = new Map(report?.accounts.map(({ accountId, outcome }) => [accountId, outcome]));
  return report ? accountIds.map((id) => outcomes.get(id)).join(' ') : 'no report';
};

const settled = 'purged clean purged';

it.each([
  ['throttle:AssumeRoot=12', 'SUCCEEDED', settled],
  ['throttle:iam=2', 'SUCCEEDED', settled],
  ['error:DeleteAccessKey=2', 'SUCCEEDED', settled],
  ['error:DeleteAccessKey@100%', 'FAILED', 'failed clean purged'],
  ['error:DeleteLoginProfile@100%', 'FAILED', 'failed clean failed'],
  ['error:ListAccessKeys@100%', 'FAILED', 'unknown unknown unknown'],
  ['reset:iam=2', 'SUCCEEDED', settled],
  ['lost:DeleteAccessKey', 'SUCCEEDED', settled],
  ['slow:DeleteLoginProfile', 'SUCCEEDED', settled],
  ['truncate:ListMFADevices', 'SUCCEEDED', settled],
  ['expired:DeleteAccessKey@100%', 'FAILED', 'failed clean purged'],
  ['misdirect:IAMDeleteRootUserCredentials@100%', 'FAILED', 'failed clean failed'],
  ['stale:ListAccessKeys=2', 'SUCCEEDED', settled],
  ['stale:GetLoginProfile=2', 'SUCCEEDED', settled],
  ['stale:ListAccessKeys=99', 'FAILED', 'unknown clean purged'],
  ['empty:ListAccounts@100%', 'FAILED', 'no report'],
  ['no-content:GetLoginProfile@100%', 'FAILED', 'unknown unknown unknown'],
  ['html:ListAccessKeys@100%', 'FAILED', 'unknown unknown unknown'],
  ['error-as-ok:ListMFADevices@100%', 'FAILED', 'unknown unknown unknown'],
  ['another:ListSigningCertificates@100%', 'FAILED', 'unknown unknown unknown'],
  ['missing:ListAccounts@100%', 'FAILED', 'no report'],
  ['missing:AssumeRoot@100%', 'FAILED', 'unknown unknown unknown'],
  ['missing:ListAccessKeys', 'FAILED', 'failed unknown purged'],
  ['nameless:ListAccounts@100%', 'FAILED', 'no report'],
  ['cut:ListAccessKeys@100%', 'FAILED', 'unknown unknown unknown'],
  ['cut:ListAccounts@100%', 'FAILED', 'no report'],
  ['repeat:ListAccounts@100%', 'FAILED', 'no report'],
  ['endless:ListMFADevices@100%', 'FAILED', 'unknown unknown unknown'],
  ['stall:ListAccessKeys', 'SUCCEEDED', settled],
  ['stall:ListAccounts@100%', 'FAILED', 'no report'],
  ['empty:IAMDeleteRootUserCredentials/ListAccessKeys@100%', 'FAILED', 'unknown clean unknown'],
  ['appear:GetCallerIdentity', 'SUCCEEDED', 'kept clean kept'],
  ['vanish:GetCallerIdentity', 'SUCCEEDED', settled],
  ['replace:GetCallerIdentity', 'FAILED', 'failed clean failed'],
  ['reenable:GetCallerIdentity', 'SUCCEEDED', 'kept clean kept'],
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
  ['duplicate:InspectAccounts', 'SUCCEEDED', settled],
  ['duplicate:PurgeAccounts', 'SUCCEEDED', settled],
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
])(
  '%s: every promise holds, the run is %s and the accounts are %s',
  patience,
  async (spec, status, outcomes) => {
    const { struck, report, ...run } = await checkedRun(request(spec));
    expect({ ...run, outcomes: outcomesIn(report) }).toEqual({ broken: [], status, outcomes });
    expect(Object.keys(struck)).not.toEqual([]);
  },
);

const rehearsed = 'kept clean kept';

it.each([
  ['throttle:AssumeRoot=12', 'SUCCEEDED', rehearsed],
  ['error:ListAccessKeys@100%', 'FAILED', 'unknown unknown unknown'],
  ['crash-after:RequestApproval=9', 'FAILED', 'failed clean failed'],
  ['duplicate:RequestApproval', 'SUCCEEDED', rehearsed],
  ['conflict:decision.json=2', 'SUCCEEDED', rehearsed],
  ['error:SendTaskSuccess@100%', 'SUCCEEDED', rehearsed],
  ['crash-before:DeliverDecision=2', 'SUCCEEDED', rehearsed],
  ['crash-before:CloseApproval=9', 'FAILED', 'failed clean failed'],
  ['error:Publish@100%', 'FAILED', 'failed clean failed'],
  ['html:runs/run-1/accounts.json=1', 'SUCCEEDED', rehearsed],
])(
  'in a rehearsal, %s: every promise holds, the run is %s and the accounts are %s',
  patience,
  async (spec, status, outcomes) => {
    const { struck, report, ...run } = await checkedRun(request(spec, { mode: 'rehearsal' }));
    expect({ ...run, outcomes: outcomesIn(report) }).toEqual({ broken: [], status, outcomes });
    expect(Object.keys(struck)).not.toEqual([]);
  },
);
