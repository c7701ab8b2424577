import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Context } from '../../lib/config-schema';
import { keysOf } from './support/schema-keys';

const folder = fileURLToPath(new URL('./pictures', import.meta.url));
const account = '444455556666';
const addresses = [
  'a@corp.example',
  ' a@corp.example , b@corp.example',
  ['a@corp.example', 'A@Corp.example'],
  ['a@corp.example', 'bob'],
  [],
  '',
  7,
  null,
];
const exception = {
  accounts: [account],
  credentials: ['access-keys'],
  owner: 'Payments',
  reason: 'A vendor signs with it',
  expires: '2099-01-31',
};
const otherwise = (...changes: object[]) => changes.map((change) => [{ ...exception, ...change }]);
const events = { managementAccountId: '111122223333' };
const provider = { issuer: 'https://login.corp.example', clientId: 'root-purge' };
const secret = 'arn:aws:secretsmanager:eu-west-1:444455556666:secret:sign-in-AbCdEf';
const domain = {
  name: 'approve.corp.example',
  certificateArn: 'arn:aws:acm:eu-west-1:444455556666:certificate/0a1b-2c3d',
};
const key = 'arn:aws:kms:eu-west-1:444455556666:key/mine';

/** Values that are just allowed, just not allowed any more, or of another kind. */
const table: Record<keyof typeof Context.shape, readonly unknown[]> = {
  approvers: addresses,
  approvals: [
    { required: 1 },
    { required: 2 },
    { required: '2', for: 'used-lately-and-tasks' },
    { required: 3 },
    { required: 0 },
    { required: 1.5 },
    { for: 'tasks' },
    { requires: 2 },
    {},
    2,
  ],
  requester: ['may-not-approve', 'may-approve', true, null],
  people: [[['a@corp.example', 'arn:aws:iam::444455556666:role/A']], [], [[]], ['a@corp.example'], 'a', null],
  alarmEmails: addresses,
  approvalTimeoutHours: [1, 0.99, 8736, 8736.1, '1.5', '', ' ', 'x', [], null, true],
  concurrency: [1, 0, 10_000, 10_001, 1.5, '7', '', null],
  account: [account, '44445555666', '4444555566667', 'x44445555666', 444455556666],
  region: ['eu-west-1', 'us-gov-west-1', 'xeu-west-1', 'eu-west-1x', 'eu-west-12', 'eu-1', 'EU-west-1', 7],
  organizationEvents: [
    events,
    { ...events, controlTowerRegion: 'eu-west-1' },
    { ...events, controlTowerRegion: 'Ireland' },
    { ...events, region: 'eu-west-1' },
    { managementAccountId: '1' },
    {},
    'yes',
  ],
  schedule: [
    'rate(1 day)',
    'rate(10 minutes)',
    'rate(12 hours)',
    'rate(0 days)',
    'rate(1 week)',
    'xrate(1 day)',
    'rate(1 day)x',
    'cron(0 6 ? * MON *)',
    'cron(0/15 6 ? * MON *)',
    'cron(0 6 ? * MON)',
    'cron(0 6 * * * * *)',
    'cron(0 6  ? * MON *)',
    'cron((0 6 ? * MON *)',
    { expression: 'rate(1 day)', timezone: 'Europe/Berlin', mode: 'purge' },
    { expression: 'rate(1 day)', timezone: 'Europe/Nowhere' },
    { expression: 'rate(1 day)', mode: 'delete' },
    { expression: 'rate(1 day)', hour: 6 },
    {},
    7,
  ],
  excludedAccounts: [`${account}, 777788889999`, [account], [], '', [account, 7], 7, null],
  exceptions: [
    [exception],
    [],
    ...otherwise({ accounts: [] }, { accounts: account }, { accounts: ['1'] }),
    ...otherwise({ unreadable: true }, { unreadable: false }, { unreadable: true, credentials: undefined }),
    ...otherwise(
      { credentials: undefined },
      { credentials: [] },
      { credentials: ['keys'] },
      { credentials: 'access-keys' },
    ),
    ...otherwise({ owner: '' }, { owner: 'x'.repeat(300) }, { owner: 'x'.repeat(301) }, { reason: 7 }),
    ...otherwise({ expires: '2099-02-30' }, { expires: 'never' }, { until: '2099-01-31' }),
    exception,
    null,
  ],
  chatTopic: [true, false, 'true', 'false', 'yes', 1, null],
  approvalDomain: [
    domain,
    { ...domain, hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
    ...['https://approve.corp.example', 'Approve.corp.example', 'localhost', 'approve.corp.example/x'].map(
      (name) => ({ ...domain, name }),
    ),
    { ...domain, certificateArn: key },
    { ...domain, hostedZoneId: 'corp.example' },
    { ...domain, certificate: 'mine' },
    { name: domain.name },
    'approve.corp.example',
  ],
  iamApprovals: [true, false, 'true', 'false', 'yes', 1, null],
  signReports: [true, false, 'true', 'false', 'yes', 1, null],
  signIn: [
    provider,
    ...[
      'http://login.corp.example',
      'login.corp.example',
      'https://login.corp.example?tenant=1',
      'https://ana@login.corp.example',
      'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0',
      'https://login.microsoftonline.com/common/v2.0',
      '',
      7,
    ].map((issuer) => ({ ...provider, issuer })),
    { ...provider, clientId: '' },
    { ...provider, clientSecretArn: secret },
    { ...provider, clientSecretArn: secret.slice(0, -7) },
    { ...provider, clientSecret: 'hush' },
    { ...provider, approvers: { 'carol@corp.example': '00u1' } },
    { ...provider, approvers: { 'mallory@corp.example': '00u1' } },
    { ...provider, approvers: { carol: '00u1' } },
    { ...provider, approvers: { 'carol@corp.example': '' } },
    { ...provider, approvers: ['carol@corp.example'] },
    { issuer: provider.issuer },
    provider.issuer,
    null,
  ],
  alarmAfterUnknownRuns: [1, 1000, 0, 1001, 2.5, '5', '', null],
  logRetentionDays: [
    ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288],
    ...[3653, 0, 2, 3654, '90', '', null],
  ],
  runRetentionDays: [37, 36, 36_500, 36_501, 0, 10.5, '90', null],
  objectLock: [
    { mode: 'governance', days: 1 },
    { mode: 'compliance', days: 36_500 },
    { mode: 'legal', days: 1 },
    { mode: 'governance', days: 0 },
    { mode: 'governance', days: 36_501 },
    { mode: 'governance', days: '7' },
    { mode: 'governance' },
    { mode: 'governance', days: 1, hours: 1 },
    'governance',
  ],
  executionDataKeyArn: [
    key,
    `x${key}`,
    `${key}/`,
    key.replace(':key/mine', ':alias/mine'),
    key.slice(0, -4),
    7,
  ],
};

// Loaded anew, so that what a file makes when it is loaded is made in the test.
beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.resetModules();
});

it.each(Object.entries(table))('%s may be these', async (name, values) => {
  const { parseContext } = await import('../../lib/parse-context');
  const read = (value: unknown) => {
    try {
      return JSON.stringify(
        Reflect.get(parseContext({ approvers: ['a@corp.example', 'b@corp.example'], [name]: value }), name),
      );
    } catch (error) {
      return String(error).split('\n').slice(1).join('\n  ');
    }
  };
  const lines = values.map((value) => `${JSON.stringify(value)}\n  ${read(value)}\n`);
  await expect(lines.join('')).toMatchFileSnapshot(`${folder}/${name}.txt`);
});

it('every key has values to try', () => {
  const keys = keysOf(Context).map((path) => path.split('.')[0] ?? '');
  expect(Object.keys(table).sort()).toEqual([...new Set(keys)].sort());
});
