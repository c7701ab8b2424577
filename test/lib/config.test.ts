import { RootConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../../lib/config';
import { ConfigError } from '../../lib/parse-context';

const approvers = ['alice@example.com'];

function configOf(context: Record<string, unknown>): Config {
  const { node } = new RootConstruct();
  for (const [key, value] of Object.entries(context)) node.setContext(key, value);
  return readConfig(node);
}

/** With the durations in the units of the context. */
function read(context: Record<string, unknown>) {
  const { approvalTimeout, runRetention, ...config } = configOf(context);
  return { ...config, hours: approvalTimeout.toHours({ integral: false }), days: runRetention?.toDays() };
}

const defaults = {
  approvers,
  approvals: { required: 1, for: 'everything' },
  people: [],
  alarmEmails: approvers,
  hours: 72,
  concurrency: 20,
  excludedAccounts: [],
  exceptions: [],
  chatTopic: false,
  signReports: false,
  iamApprovals: false,
  alarmAfterUnknownRuns: 3,
  logRetention: 365,
  days: undefined,
};
const exception = {
  accounts: ['444455556666'],
  credentials: ['access-keys'],
  owner: 'Payments',
  reason: 'A vendor signs with it',
  expires: '2027-01-31',
};

describe('readConfig', () => {
  it('needs only approvers', () => {
    expect(read({ approvers })).toEqual(defaults);
  });

  it('reads strings as -c key=value gives them, lists separated by commas', () => {
    const context = {
      approvers: 'alice@example.com, bob@example.com',
      alarmEmails: 'carol@example.com',
      approvalTimeoutHours: '5',
      concurrency: '7',
      schedule: 'rate(1 day)',
      excludedAccounts: '111122223333,444455556666',
      logRetentionDays: '30',
      runRetentionDays: '90',
    };
    expect(read(context)).toEqual({
      ...defaults,
      approvers: ['alice@example.com', 'bob@example.com'],
      alarmEmails: ['carol@example.com'],
      hours: 5,
      concurrency: 7,
      schedule: { expression: 'rate(1 day)', mode: 'audit' },
      excludedAccounts: ['111122223333', '444455556666'],
      logRetention: 30,
      days: 90,
    });
  });

  it('reads everything that cdk.json can say', () => {
    const context = {
      account: '111122223333',
      region: 'eu-west-1',
      organizationEvents: { managementAccountId: '111122223333', controlTowerRegion: 'eu-north-1' },
      schedule: { expression: 'cron(0 6 ? * MON *)', timezone: 'Europe/Berlin', mode: 'purge' },
      exceptions: [exception],
      objectLock: { mode: 'governance', days: 30 },
      executionDataKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    };
    expect(read({ approvers, ...context })).toEqual({ ...defaults, ...context });
  });

  it.each([
    ['an hour and a half', { approvalTimeoutHours: 1.5 }, { hours: 1.5 }],
    ['the shortest timeout', { approvalTimeoutHours: 1 }, { hours: 1 }],
    ['the longest timeout', { approvalTimeoutHours: 8736 }, { hours: 8736 }],
    ['one account at a time', { concurrency: 1 }, { concurrency: 1 }],
    ['as many children as a Distributed Map runs at once', { concurrency: 10_000 }, { concurrency: 10_000 }],
    ['keys of the CDK', { '@aws-cdk/core:stackRelativeExports': true, 'aws:cdk:toolkit': 1 }, defaults],
    [
      'runs kept as long as they are locked',
      { runRetentionDays: 60, objectLock: { mode: 'governance', days: 60 } },
      { days: 60 },
    ],
  ])('takes %s', (_, context, expected) => {
    expect(read({ approvers, ...context })).toMatchObject(expected);
  });

  const timeouts = 'a number of hours from 1 to 8736 (52 weeks)';
  const onePerson =
    "and approvers are 1 person; allowed: approvers who are at least two people (addresses with the same part before the @ count as one person's)";
  const concurrencies = 'a whole number from 1 to 10000';
  it.each([
    [{ approvers, approvals: { required: 2 } }, `- approvals.required: received 2, ${onePerson}`],
    [
      { approvers: 'alice@example.com,alice@example.net', approvals: { required: 2 } },
      `- approvals.required: received 2, ${onePerson}`,
    ],
    [
      {
        approvers: 'alice@example.com,bob@example.com',
        requester: 'may-not-approve',
        people: [['alice@example.com', 'bob@example.com']],
      },
      `- requester: received "may-not-approve", ${onePerson}`,
    ],
    [{}, '- approvers: received nothing; allowed: a list of email addresses'],
    [{ approvers: [] }, '- approvers: received []; allowed: at least one email address'],
    [{ approvers: '' }, '- approvers[0]: received ""; allowed: an email address'],
    [{ approvers: 7 }, '- approvers: received 7; allowed: a list of email addresses'],
    [{ approvers: 'alice@example.com,bob' }, '- approvers[1]: received "bob"; allowed: an email address'],
    [{ approvers: [...approvers, 7] }, '- approvers[1]: received 7; allowed: an email address'],
    [
      { approvers: ['alice@example.com', 'Alice@example.com'] },
      '- approvers: received ["alice@example.com","Alice@example.com"]; allowed: each email address once',
    ],
    [{ approvers, approvalTimeoutHours: 0.5 }, `- approvalTimeoutHours: received 0.5; allowed: ${timeouts}`],
    [
      { approvers, approvalTimeoutHours: 8737 },
      `- approvalTimeoutHours: received 8737; allowed: ${timeouts}`,
    ],
    [
      { approvers, approvalTimeoutHours: 'soon' },
      `- approvalTimeoutHours: received "soon"; allowed: ${timeouts}`,
    ],
    [{ approvers, approvalTimeoutHours: ' ' }, `- approvalTimeoutHours: received " "; allowed: ${timeouts}`],
    [{ approvers, concurrency: 0 }, `- concurrency: received 0; allowed: ${concurrencies}`],
    [{ approvers, concurrency: 1.5 }, `- concurrency: received 1.5; allowed: ${concurrencies}`],
    [{ approvers, concurrency: '10001' }, `- concurrency: received "10001"; allowed: ${concurrencies}`],
    [{ approvers, concurrency: true }, `- concurrency: received true; allowed: ${concurrencies}`],
  ])('refuses %j', (context, problem) => {
    expect(() => read(context)).toThrow(
      new ConfigError(
        `The configuration (root-purge.json, or context: cdk.json, -c key=value) is not valid.\n${problem}`,
      ),
    );
  });

  const nested = 'an object with the fields of the table in docs/configuration.md';
  const account = 'a 12-digit account ID as a string';
  const expression =
    'rate(7 days), or cron(0 6 ? * MON *) with six fields, ? for one of the two kinds of day, for a day that comes';
  const events = { managementAccountId: '111122223333' };
  const here = { account: '111122223333', region: 'eu-west-1' };
  it.each<[string, Record<string, unknown>, string]>([
    [
      'an unknown key',
      { exeptions: [] },
      'exeptions: not a key of this app; allowed: approvers, approvals, requester, people, alarmEmails, approvalTimeoutHours, concurrency, account, region, organizationEvents, schedule, excludedAccounts, exceptions, chatTopic, alarmAfterUnknownRuns, logRetentionDays, runRetentionDays, objectLock, signReports, signIn, iamApprovals, approvalDomain, executionDataKeyArn (~/.cdk.json is read, too)',
    ],
    [
      'an alarm address',
      { alarmEmails: ['carol'] },
      'alarmEmails[0]: received "carol"; allowed: an email address',
    ],
    ['an account', { account: 111122223333 }, `account: received 111122223333; allowed: ${account}`],
    [
      'a Region',
      { region: 'Ireland' },
      'region: received "Ireland"; allowed: a Region of AWS such as eu-west-1',
    ],
    [
      'events without the management account',
      { ...here, organizationEvents: {} },
      `organizationEvents.managementAccountId: received nothing; allowed: ${account}`,
    ],
    [
      'events that are no object',
      { ...here, organizationEvents: true },
      `organizationEvents: received true; allowed: ${nested}`,
    ],
    [
      'an unknown field',
      { ...here, organizationEvents: { ...events, regoin: 1 } },
      'organizationEvents.regoin: not a key of this app',
    ],
    [
      'a Region of Control Tower',
      { ...here, organizationEvents: { ...events, controlTowerRegion: 'eu' } },
      'organizationEvents.controlTowerRegion: received "eu"; allowed: a Region of AWS such as eu-west-1',
    ],
    [
      'AWS GovCloud (US)',
      { region: 'us-gov-west-1' },
      'region: received "us-gov-west-1"; AWS GovCloud (US) has no root user sign-in and no central management of root credentials, so there is nothing to purge; the accounts of the commercial side are purged from there',
    ],
    [
      'AWS China',
      { region: 'cn-north-1' },
      'region: received "cn-north-1"; the accounts of AWS China have no root user credentials, so there is nothing to purge',
    ],
    [
      'events without an account',
      { region: 'eu-west-1', organizationEvents: events },
      'account: received nothing; organizationEvents needs the account that this app is deployed to',
    ],
    [
      'events without a Region',
      { account: '111122223333', organizationEvents: events },
      'region: received nothing; organizationEvents needs the region that this app is deployed to',
    ],
    ['a schedule', { schedule: 'weekly' }, `schedule.expression: received "weekly"; allowed: ${expression}`],
    [
      'a cron with five fields',
      { schedule: { expression: 'cron(0 6 ? * MON)' } },
      `schedule.expression: received "cron(0 6 ? * MON)"; allowed: ${expression}`,
    ],
    [
      'a time zone',
      { schedule: { expression: 'rate(1 day)', timezone: 'Mars' } },
      'schedule.timezone: received "Mars"; allowed: a time zone such as Europe/Berlin',
    ],
    [
      'a mode',
      { schedule: { expression: 'rate(1 day)', mode: 'delete' } },
      'schedule.mode: received "delete"; allowed: one of purge, audit, rehearsal',
    ],
    [
      'an excluded account',
      { excludedAccounts: ['x'] },
      `excludedAccounts[0]: received "x"; allowed: ${account}`,
    ],
    [
      'too many excluded accounts',
      { excludedAccounts: Array(201).fill('111122223333') },
      'allowed: at most 200 account IDs',
    ],
    [
      'exceptions that are no list',
      { exceptions: {} },
      'exceptions: received {}; allowed: a list of exceptions',
    ],
    [
      'an exception without accounts',
      { exceptions: [{ ...exception, accounts: [] }] },
      'exceptions[0].accounts: received []; allowed: at least one account ID',
    ],
    [
      'an exception for an unknown kind',
      { exceptions: [{ ...exception, credentials: ['keys'] }] },
      'exceptions[0].credentials[0]: received "keys"; allowed: one of signing-certificates, access-keys, login-profile, mfa-devices',
    ],
    [
      'an exception without an owner',
      { exceptions: [{ ...exception, owner: '' }] },
      'exceptions[0].owner: received ""; allowed: a text',
    ],
    [
      'an exception without a reason',
      { exceptions: [{ ...exception, reason: undefined }] },
      'exceptions[0].reason: received nothing; allowed: a text',
    ],
    [
      'an exception for good',
      { exceptions: [{ ...exception, expires: 'never' }] },
      'exceptions[0].expires: received "never"; allowed: a date such as 2027-01-31',
    ],
    [
      'an exception that ended years ago',
      { exceptions: [{ ...exception, expires: '2017-01-31' }] },
      'exceptions[0].expires: received "2017-01-31"; allowed: a date such as 2027-01-31, at most a year ago',
    ],
    [
      'an owner that nobody can see',
      { exceptions: [{ ...exception, owner: '\u200B\u2800' }] },
      'exceptions[0].owner: received "\u200B\u2800"; allowed: a text that can be seen',
    ],
    [
      'a day that there is not',
      { exceptions: [{ ...exception, expires: '2027-02-31' }] },
      'exceptions[0].expires: received "2027-02-31"; allowed: a date such as 2027-01-31',
    ],
    [
      'more exceptions than a function can be told',
      { exceptions: Array(40).fill(exception) },
      'allowed: at most 3500 bytes as text in JSON in all: put accounts with the same owner and reason into one exception',
    ],
    [
      'a log retention',
      { logRetentionDays: 100 },
      'logRetentionDays: received 100; allowed: one of 1, 3, 5, 7, 14, 30',
    ],
    [
      'a run retention',
      { runRetentionDays: 0 },
      'runRetentionDays: received 0; allowed: a whole number from 1 to 36500',
    ],
    [
      'runs that are gone before they are decided',
      { runRetentionDays: 36 },
      'runRetentionDays: received 36; allowed: at least 37, a day more than a run may take (36) and no less than objectLock.days',
    ],
    [
      'runs that are gone before their lock',
      { runRetentionDays: 59, objectLock: { mode: 'governance', days: 60 } },
      'runRetentionDays: received 59; allowed: at least 60',
    ],
    [
      'an Object Lock mode',
      { objectLock: { mode: 'strict', days: 30 } },
      'objectLock.mode: received "strict"; allowed: one of governance, compliance',
    ],
    [
      'an Object Lock period',
      { objectLock: { mode: 'governance' } },
      'objectLock.days: received nothing; allowed: a whole number from 1 to 36500',
    ],
    [
      'a key',
      { executionDataKeyArn: 'alias/mine' },
      'executionDataKeyArn: received "alias/mine"; allowed: the ARN of a KMS key',
    ],
  ])('refuses %s, and nothing else', (_, context, problem) => {
    expect(() => read({ approvers, ...context })).toThrow(problem);
    expect(() => read({ approvers, ...context })).toThrow(/^[^\n]+\n- [^\n]+$/);
  });

  it('names every wrong key in one error', () => {
    const context = { approvers: ['bob', 'carol'], approvalTimeoutHours: 0, concurrency: 'many' };
    expect(() => read(context)).toThrow(
      [
        'The configuration (root-purge.json, or context: cdk.json, -c key=value) is not valid.',
        '- approvers[0]: received "bob"; allowed: an email address',
        '- approvers[1]: received "carol"; allowed: an email address',
        `- approvalTimeoutHours: received 0; allowed: ${timeouts}`,
        `- concurrency: received "many"; allowed: ${concurrencies}`,
      ].join('\n'),
    );
  });
});
