import type { FaultName } from '../../../local-aws';

/** What can arrive in the place of any answer. */
const instead = ['empty', 'no-content', 'html', 'error-as-ok', 'another', 'stall'] as const;
const any = [...instead, 'missing'] as const;
const page = [...any, 'nameless', 'repeat', 'endless'] as const;
const list = [...page, 'cut'] as const;

/** Everything that the workflow reads, and what may come in the place of a true answer to it. */
export const hostileReads = {
  organization: {
    DescribeOrganization: any,
    ListAccounts: list,
    ListAccountsForParent: list,
    ListOrganizationalUnitsForParent: list,
  },
  session: { AssumeRoot: any, GetCallerIdentity: any },
  credentials: {
    ListSigningCertificates: list,
    ListAccessKeys: list,
    GetLoginProfile: any,
    ListMFADevices: list,
  },
  lastUse: { GetAccessKeyLastUsed: any, GetUser: any },
  store: {
    'runs/run-1/accounts.json': instead,
    'runs/run-1/plan.json': instead,
    'runs/run-1/approval.json': instead,
    'runs/run-1/decision.json': instead,
    'runs/run-1/approved.json': instead,
    Decrypt: any,
    GenerateDataKey: any,
    ListSubscriptionsByTopic: page,
  },
} satisfies Record<string, Record<string, readonly FaultName[]>>;

/** Each read of a group with each thing that may come instead: `['ListAccounts', 'html']`. */
export function cells(group: keyof typeof hostileReads): [string, FaultName][] {
  return Object.entries<readonly FaultName[]>(hostileReads[group]).flatMap(([read, faults]) =>
    faults.map((fault): [string, FaultName] => [read, fault]),
  );
}
