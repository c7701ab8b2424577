import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RootConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../lib/config';
import type { Context } from '../../lib/config-schema';

const approvers = ['alice@example.com'];

function read(context: Record<string, unknown>) {
  const { node } = new RootConstruct();
  for (const [key, value] of Object.entries({ approvers, ...context })) node.setContext(key, value);
  return readConfig(node);
}

type Exception = Context['exceptions'][number];
const exception = (credentials: readonly string[]) => ({
  accounts: ['444455556666'],
  credentials,
  owner: 'Payments',
  reason: 'A vendor signs with it',
  expires: '2099-01-31',
});

// By type, so that a value more in the schema does not compile without a row here.
const modes: Record<NonNullable<Context['schedule']>['mode'], true> = {
  audit: true,
  purge: true,
  rehearsal: true,
};
const lockModes: Record<NonNullable<Context['objectLock']>['mode'], true> = {
  governance: true,
  compliance: true,
};
const kinds: Record<NonNullable<Exception['credentials']>[number], true> = {
  'signing-certificates': true,
  'access-keys': true,
  'login-profile': true,
  'mfa-devices': true,
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

describe('every value is taken of', () => {
  it.each(Object.keys(modes))('schedule.mode: %s', (mode) => {
    const schedule = { expression: 'rate(1 day)', mode };
    expect(read({ schedule }).schedule).toEqual(schedule);
  });

  it.each(Object.keys(lockModes))('objectLock.mode: %s', (mode) => {
    expect(read({ objectLock: { mode, days: 30 } }).objectLock).toEqual({ mode, days: 30 });
  });

  it.each(Object.keys(kinds))('exceptions.credentials: %s', (kind) => {
    expect(read({ exceptions: [exception([kind])] }).exceptions).toEqual([exception([kind])]);
  });

  it.each(retentions)('logRetentionDays: %s', (days) => {
    expect(read({ logRetentionDays: days }).logRetention).toBe(days);
  });

  it.each(['minute', 'minutes', 'hour', 'hours', 'day', 'days'])('the unit of a rate: %s', (unit) => {
    const expression = `rate(10 ${unit})`;
    expect(read({ schedule: expression }).schedule).toEqual({ expression, mode: 'audit' });
  });
});

describe('every form is taken of', () => {
  it.each(['eu-west-1', 'ap-southeast-5', 'eusc-de-east-1'])('a Region: %s', (region) => {
    expect(read({ region }).region).toBe(region);
  });

  it.each(['aws:kms:eu-west-1', 'aws-cn:kms:cn-north-1', 'aws-us-gov:kms:us-gov-west-1'])(
    'a key: %s',
    (key) => {
      const executionDataKeyArn = `arn:${key}:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab`;
      expect(read({ executionDataKeyArn }).executionDataKeyArn).toBe(executionDataKeyArn);
    },
  );

  it.each([
    ...['rate(1 day)', 'rate(365 days)', 'cron(0/15 6-8 ? JAN,JUL MON#1 2027)', 'cron(0 6 L * ? *)'],
    ...['cron(0/30 20-23,0-2 ? * MON-FRI *)', 'cron(0 6 LW * ? *)', 'cron(0 6 3W * ? 2027-2030)'],
    ...['cron(0 6 ? * 6L *)', 'cron(0 6 ? * sun *)', 'cron(0 6 L-3 * ? *)', 'cron(0 6 1-5/2 * ? *)'],
  ])('a schedule: %s', (expression) => {
    expect(read({ schedule: expression }).schedule).toEqual({ expression, mode: 'audit' });
  });
});

type Refused = [key: string, value: unknown, path: string, allowed: string];

const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';

describe('no other value is taken of', () => {
  it.each<Refused>([
    [
      'schedule',
      { expression: 'rate(1 day)', mode: 'delete' },
      'schedule.mode',
      'one of purge, audit, rehearsal',
    ],
    ['objectLock', { mode: 'strict', days: 30 }, 'objectLock.mode', 'one of governance, compliance'],
    [
      'exceptions',
      [exception(['access-keys', 'keys'])],
      'exceptions[0].credentials[1]',
      `one of ${Object.keys(kinds).join(', ')}`,
    ],
    ['logRetentionDays', RetentionDays.INFINITE, 'logRetentionDays', `one of ${retentions.join(', ')}`],
    ['schedule', 'rate(1 week)', 'schedule.expression', 'rate(7 days)'],
    ['schedule', 'rate(0 days)', 'schedule.expression', 'rate(7 days)'],
    ['schedule', 'rate(1 day) ', 'schedule.expression', 'rate(7 days)'],
    ['schedule', ' rate(1 day)', 'schedule.expression', 'rate(7 days)'],
    ['schedule', 'rate(-1 days)', 'schedule.expression', 'rate(7 days)'],
    ['schedule', 'rate(1  day)', 'schedule.expression', 'rate(7 days)'],
    ['schedule', 'cron(0 6 ? * MON)', 'schedule.expression', 'rate(7 days)'],
    ['schedule', 'cron(0 6 ? * MON (*))', 'schedule.expression', 'rate(7 days)'],
    ['schedule', 'cron((0 6 ? * MON *)', 'schedule.expression', 'rate(7 days)'],
    ['schedule', 'cron(0  6 ? * MON *)', 'schedule.expression', 'rate(7 days)'],
    ['schedule', 'cron(0 6 ? * MON *)x', 'schedule.expression', 'rate(7 days)'],
    ['schedule', 'xcron(0 6 ? * MON *)', 'schedule.expression', 'rate(7 days)'],
    ['account', '1111222233334', 'account', 'a 12-digit account ID'],
    ['account', '11112222333', 'account', 'a 12-digit account ID'],
    ['account', 'x111122223333', 'account', 'a 12-digit account ID'],
    ...[
      'xeu-west-1',
      'eu-west-12',
      'eu-west-1 ',
      'eu-1',
      'eu-west',
      'eu-WEST-1',
      'e-west-1',
      'eu--west-1',
      'eu-west-9',
      'aws-global',
      '',
    ].map((region): Refused => ['region', region, 'region', 'a Region of AWS such as eu-west-1']),
    ...[
      `x${key}`,
      `${key} `,
      key.replace('kms', 'sns'),
      key.replace('eu-west-1', ''),
      key.replace('eu-west-1', 'EU'),
      key.replace('aws', ''),
      key.replace('aws', 'AWS'),
      key.replace('3:key', ':key'),
      key.replace('3:key', '33:key'),
      key.replace('key/1234abcd', 'key/'),
      key.replace('key/', 'alias/'),
    ].map((arn): Refused => ['executionDataKeyArn', arn, 'executionDataKeyArn', 'the ARN of a KMS key']),
    ...[
      ...['0 6 ? * MON * *', '0 6 * * * *', '0 6 1 * MON *', '0 6 ? * ? *', '? 6 * * ? *', '0 6 * ? ? *', ''],
      ...['60 6 * * ? *', '0 24 * * ? *', '0 6 0 * ? *', '0 6 32 * ? *', '0 6 * 13 ? *', '0 6 ? * 8 *'],
      ...[
        '0 6 ? * 0 *',
        '0 6 * * ? 1969',
        '0 6 * * ? 2200',
        'a 6 * * ? *',
        '0 6 ? * MUN *',
        '0//2 6 * * ? *',
      ],
      ...['0 6 ? * 3#6 *', '0 6 ? * MON#1,TUE#2 *', '0 6 MON * ? *', '0 6 ? L MON *', '0/0 6 * * ? *'],
    ].map((fields): Refused => ['schedule', `cron(${fields})`, 'schedule.expression', 'rate(7 days)']),
    ['schedule', 'at(2027-01-31T06:00:00)', 'schedule.expression', 'rate(7 days)'],
  ])('%s: %j', (key, value, path, allowed) => {
    expect(() => read({ [key]: value })).toThrow(path);
    expect(() => read({ [key]: value })).toThrow(`; allowed: ${allowed}`);
  });
});
