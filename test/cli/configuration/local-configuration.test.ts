import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  digestOfConfiguration,
  localContext,
  localUse,
  noteOnMeaningless,
  readLocalConfiguration,
} from '../../../cli/configuration/local-configuration';
import { Context } from '../../../lib/config-schema';
import { temporaryFolder } from '../../local-aws/support/temporary-folder';

const exception = {
  accounts: ['444455556666'],
  credentials: ['access-keys'],
  owner: 'Payments',
  reason: 'A vendor signs with it',
  expires: '2037-01-31',
};

/** Every key, with a value that is no default. */
const everyKey: Record<keyof Context, unknown> = {
  approvers: ['alice@example.com', 'bob@example.com'],
  approvals: { required: 2, for: 'everything' },
  requester: 'may-not-approve',
  people: [['alice@example.com', 'a.jones@example.com']],
  alarmEmails: ['bob@example.com'],
  approvalTimeoutHours: 5,
  concurrency: 7,
  account: '222233334444',
  region: 'eu-north-1',
  organizationEvents: { managementAccountId: '333344445555' },
  schedule: 'rate(3 days)',
  excludedAccounts: ['555566667777'],
  exceptions: [exception],
  chatTopic: true,
  alarmAfterUnknownRuns: 5,
  logRetentionDays: 30,
  runRetentionDays: 900,
  objectLock: { mode: 'compliance', days: 20 },
  signReports: true,
  signIn: { issuer: 'https://login.example.com', clientId: 'root-purge' },
  iamApprovals: true,
  approvalDomain: {
    name: 'approve.corp.example',
    certificateArn: 'arn:aws:acm:eu-north-1:222233334444:certificate/0a1b-2c3d',
  },
  executionDataKeyArn: 'arn:aws:kms:eu-north-1:222233334444:key/1234',
};

/** What is read of files with these texts, as they stand in the app's folder and in the home folder. */
function read(files: Record<string, string>, more: Record<string, string> = {}) {
  const HOME = temporaryFolder({});
  const folder = temporaryFolder({});
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(name === '.cdk.json' ? HOME : folder, name), text);
  return readLocalConfiguration({ HOME, ...more }, folder);
}

const withContext = (context: unknown) => JSON.stringify({ app: 'app', context });

describe('the configuration of a run on one machine', () => {
  it('has a row for every key of the schema', () => {
    expect(Object.keys(localUse).sort()).toEqual(Object.keys(Context.shape).sort());
  });

  it('takes what it honours, and nothing of what is without meaning or replaced', () => {
    const { approvals, requester, people } = everyKey;
    const { approvalTimeoutHours, concurrency, excludedAccounts, exceptions } = everyKey;
    const honoured = {
      approvals,
      requester,
      people,
      approvalTimeoutHours,
      concurrency,
      excludedAccounts,
      exceptions,
    };
    const context = localContext(everyKey, {});
    expect(context).toEqual(honoured);
    expect(Object.keys(context).sort()).toEqual(Object.keys(everyKey).sort());
  });

  it('has what the run knows itself go before, and what it does not know stay', () => {
    const replacing = { approvers: ['me@example.com'], concurrency: undefined };
    expect(localContext(everyKey, replacing)).toMatchObject({
      approvers: ['me@example.com'],
      concurrency: 7,
    });
    expect(localContext(everyKey, { concurrency: 3 })).toMatchObject({ concurrency: 3 });
  });

  it.each(Object.keys(Context.shape))('says of %s alone whether it means something here', (key) => {
    const said = noteOnMeaningless({ [key]: everyKey[key as keyof Context] });
    const note = `Of the configuration, what counts for the deployed app alone: ${key}.\n`;
    expect(said).toBe(localUse[key as keyof Context] === 'without meaning' ? note : '');
  });

  it.each(Object.keys(Context.shape))('is another one where %s is, as far as it is honoured', (key) => {
    const without = { ...everyKey, [key]: undefined };
    const isOther = digestOfConfiguration(without) !== digestOfConfiguration(everyKey);
    expect(isOther).toBe(localUse[key as keyof Context] === 'honoured');
  });
});

describe('readLocalConfiguration', () => {
  it('is without configuration where there is none', () => {
    expect(read({})).toEqual({});
  });

  it('reads every key of cdk.json', () => {
    expect(read({ 'cdk.json': withContext(everyKey) })).toEqual(everyKey);
  });

  it('reads every key of root-purge.json, and what cdk.json has beside it', () => {
    const { concurrency, ...others } = everyKey;
    expect(read({ 'root-purge.json': JSON.stringify(everyKey) })).toEqual(everyKey);
    expect(
      read({ 'root-purge.json': JSON.stringify(others), 'cdk.json': withContext({ concurrency }) }),
    ).toEqual(everyKey);
  });

  it('reads the file that ROOT_PURGE_CONFIG names instead, beside what the CDK CLI hands over', () => {
    const files = { 'root-purge.json': '{"concurrency":3}' };
    const ROOT_PURGE_CONFIG = join(temporaryFolder({ 'other.json': '{"concurrency":4}' }), 'other.json');
    const CDK_CONTEXT_JSON = '{"approvalTimeoutHours":5}';
    expect(read(files, { ROOT_PURGE_CONFIG, CDK_CONTEXT_JSON })).toEqual({
      concurrency: 4,
      approvalTimeoutHours: 5,
    });
    expect(read(files, { ROOT_PURGE_CONFIG: '' })).toEqual({});
  });

  it.each([
    ['{"excludedAccounts":["12"]}', {}, 'excludedAccounts[0]: received "12"; allowed: a 12-digit'],
    ['{"excludeAccounts":[]}', {}, 'root-purge.json, and not a key of this app'],
    ['{"concurrency":3}', { concurrency: 4 }, 'concurrency: received 3 in'],
    ['{"approvers":["bob"]}', {}, 'approvers[0]: received "bob"; allowed: an email address'],
    ['[]', {}, 'root-purge.json is no JSON object, and what it excludes is not known'],
  ])('starts nothing with %s in root-purge.json and %j in cdk.json', (text, context, message) => {
    const files = { 'root-purge.json': text, 'cdk.json': withContext(context) };
    expect(() => read(files)).toThrow(message);
    expect(() => read(files)).toThrow(/Nothing was started\.$/);
  });

  it('puts cdk.json before cdk.context.json, and that before ~/.cdk.json, key by key', () => {
    const files = {
      '.cdk.json': withContext({
        concurrency: 1,
        approvalTimeoutHours: 1,
        excludedAccounts: ['111122223333'],
      }),
      'cdk.context.json': JSON.stringify({ concurrency: 2, approvalTimeoutHours: 2 }),
      'cdk.json': withContext({ concurrency: 3 }),
    };
    expect(read(files)).toEqual({
      concurrency: 3,
      approvalTimeoutHours: 2,
      excludedAccounts: ['111122223333'],
    });
  });

  it('takes what the CDK CLI hands over instead', () => {
    const files = { 'cdk.json': withContext({ concurrency: 3 }) };
    expect(read(files, { CDK_CONTEXT_JSON: '{"concurrency":9}' })).toEqual({ concurrency: 9 });
  });

  it.each([
    [withContext({ excludedAccounts: ['12'] }), 'excludedAccounts[0]: received "12"; allowed: a 12-digit'],
    [withContext({ excludeAccounts: ['111122223333'] }), 'excludeAccounts: not a key of this app'],
    [withContext({ approvers: ['bob'], schedule: 'daily' }), 'approvers[0]: received "bob"'],
    [withContext(['excludedAccounts']), /The context in .*cdk\.json is no JSON object/],
    ['{"context":', /cdk\.json is no JSON object, and what it excludes is not known/],
  ])('starts nothing with %s', (text, message) => {
    expect(() => read({ 'cdk.json': text })).toThrow(message);
    expect(() => read({ 'cdk.json': text })).toThrow(/Nothing was started\.$/);
  });
});
