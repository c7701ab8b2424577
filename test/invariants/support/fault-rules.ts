import fc from 'fast-check';
import { type FaultRule, hostileFaults } from '../../../local-aws';

/** The calls that can fail for good in an account. */
export const failing = [
  'DeleteAccessKey',
  'DeleteSigningCertificate',
  'DeleteLoginProfile',
  'DeactivateMFADevice',
  'ListAccessKeys',
  'ListMFADevices',
  'ListSigningCertificates',
  'GetLoginProfile',
];

const iam = [...failing, 'GetUser', 'GetAccessKeyLastUsed', 'iam'];
const wire = [
  ...iam,
  'AssumeRoot',
  'GetCallerIdentity',
  'PutObject',
  'GetObject',
  'decision.json',
  'kms',
  'Publish',
];
const elsewhere = ['ListSubscriptionsByTopic', 'SendTaskSuccess', 'ListAccounts', 'report.json', 'plan.json'];
const functions = [
  'AssumeRootToInspect',
  'InspectCredentials',
  'PlanPurge',
  'RequestApproval',
  'CloseApproval',
  'AssumeRootToPurge',
  'DeleteSigningCertificates',
  'DeleteAccessKeys',
  'DeleteLoginProfile',
  'DeactivateMfaDevices',
  'VerifyAccount',
  'WriteReport',
  'ListAccounts',
  'DeliverDecision',
  'RemindApprovers',
];

/** Those that strike a list that comes in pages. */
const ofPages = ['repeat', 'endless', 'cut'] as const;
/** Whatever else may arrive in the place of an answer. */
const hostile = [
  'stall' as const,
  ...hostileFaults.filter((fault) => !ofPages.some((other) => other === fault)),
];
/** Also in one half of a run alone, as nobody reads the same twice in one session. */
const inOneHalf = ['IAMAuditRootUserCredentials', 'IAMDeleteRootUserCredentials'].flatMap((taskPolicy) =>
  ['ListAccessKeys', 'ListMFADevices', 'ListSigningCertificates', 'GetLoginProfile', 'GetCallerIdentity'].map(
    (operation) => `${taskPolicy}/${operation}`,
  ),
);

const lists = [
  'ListAccessKeys',
  'ListMFADevices',
  'ListSigningCertificates',
  'ListAccounts',
  'iam',
  'organizations',
  'List',
];

const targets = (names: readonly string[]) => fc.constantFrom(...names);

const aimed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      fault: fc.constantFrom(
        'throttle' as const,
        'error' as const,
        'reset' as const,
        'lost' as const,
        'truncate' as const,
        'slow' as const,
      ),
      target: targets([...wire, ...elsewhere]),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      fault: fc.constantFrom(...hostile),
      target: targets([...wire, ...elsewhere, ...inOneHalf, 'organizations', 'List']),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      fault: fc.constantFrom(...ofPages),
      target: targets([...lists, ...inOneHalf.filter((name) => name.includes('/List'))]),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ fault: fc.constant('expired' as const), target: targets(iam) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      fault: fc.constant('stale' as const),
      target: targets(iam.filter((name) => !/^(Delete|Deactivate)/.test(name))),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      fault: fc.constantFrom('appear' as const, 'vanish' as const, 'replace' as const, 'reenable' as const),
      target: targets([...iam, 'IAMDeleteRootUserCredentials']),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      fault: fc.constantFrom(
        'crash-before' as const,
        'crash-after' as const,
        'timeout' as const,
        'duplicate' as const,
      ),
      target: targets(functions),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      fault: fc.constant('duplicate' as const),
      target: targets(['InspectAccounts', 'PurgeAccounts']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ fault: fc.constant('conflict' as const), target: fc.constant('decision.json') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      fault: fc.constant('misdirect' as const),
      target: fc.constant('IAMDeleteRootUserCredentials'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      fault: fc.constantFrom('unwritten' as const, 'unread' as const),
      target: targets(['inspection', 'purge/', 'accounts.json', 'approved.json']),
    }),
  },
);

/** A fault, what it strikes, and how often. */
export const anyRule: fc.Arbitrary<FaultRule> = fc
  .tuple(
    aimed,
    fc.oneof(
      fc.record({ count: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ percent: fc.constantFrom(10, 30, 60, 100) }),
    ),
  )
  .map(([where, often]) => ({ ...where, ...often }));
