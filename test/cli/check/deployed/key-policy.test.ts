import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Checked, documentedWithout } from './support';
import { first, set } from './wrong';

const checked = new Checked();
const account = '111111111111';
const root = { AWS: `arn:aws:iam::${account}:root` };
const delivery = {
  Effect: 'Allow',
  Principal: { Service: 'delivery.logs.amazonaws.com' },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: {
    StringEquals: { 'kms:EncryptionContext:SourceArn': `arn:aws:logs:eu-west-1:${account}:*` },
  },
};
const leftToIam = { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' };
const documented = {
  Effect: 'Allow',
  Principal: root,
  Action: ['kms:DescribeKey', 'kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: { ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${account}:role/*Role*`] } },
};

beforeAll(() => checked.authenticateAll());
beforeEach(() => {
  const stack = first(checked.resources.stacks);
  const { arn } = first(checked.resources.keys);
  const body = (stack.templateBody?.() ?? '').replaceAll(/"KmsKeyId": \{[^}]*\}/g, `"KmsKeyId": "${arn}"`);
  set(stack, { templateBody: () => body });
});

async function rowsWith(...statements: object[]) {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  set(first(checked.resources.keys), { policy });
  const { checks } = await checked.json();
  return checks.filter(({ check }) => check === 'keys');
}

describe('the policy of a key of one’s own', () => {
  it.each([
    ['leaves all to IAM', [leftToIam, delivery]],
    ['is the one of the documentation', [documented, delivery]],
  ])('is fine where it %s', async (_, statements) => {
    const { arn } = first(checked.resources.keys);
    expect(await rowsWith(...statements)).toMatchObject([
      { answer: 'yes', detail: `all are enabled, and the policy of ${arn} lets all who need it use it` },
    ]);
  });

  it.each([
    ['the log is not delivered', [leftToIam], /does not let delivery\.logs\.amazonaws\.com kms:Decrypt$/],
    [
      'the log of another account is delivered',
      [leftToIam, { ...delivery, Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } }],
      /does not let delivery\.logs/,
    ],
    [
      'something denies decryption',
      [leftToIam, delivery, { ...leftToIam, Effect: 'Deny', Action: 'kms:Decrypt', Principal: '*' }],
      /does not let arn:aws:iam::111111111111:role\/\S+ kms:Decrypt and kms:GenerateDataKey$/,
    ],
  ])('is told where %s', async (_, statements, detail) => {
    const rows = await rowsWith(...statements);
    expect(rows.map((row) => row.answer)).not.toContain('yes');
    expect(rows.map((row) => row.detail)).toContainEqual(expect.stringMatching(detail));
    expect(first(rows).fix).toMatchObject({
      command: expect.stringMatching(/^aws kms put-key-policy --key-id arn:aws:kms:\S+ --policy file/),
      text: expect.stringContaining('docs/deploying.md'),
    });
  });

  it('is told for each role where it is locked to another', async () => {
    const locked = { ...leftToIam, Principal: { AWS: `arn:aws:iam::${account}:role/Admin` } };
    const rows = await rowsWith(locked, delivery);
    expect(rows.map(({ answer }) => answer)).toEqual(['no', 'no']);
  });

  it('is unknown where that depends on something else', async () => {
    const within = { ...leftToIam, Condition: { StringEquals: { 'kms:GrantOperations': 'Decrypt' } } };
    const rows = await rowsWith(within, delivery);
    expect(rows.map(({ answer }) => answer)).toEqual(['unknown', 'unknown']);
  });

  it('is unknown where it may not be read, with the permission', async () => {
    const { checks } = await checked.json(
      [],
      await checked.both(await documentedWithout('kms:GetKeyPolicy')),
    );
    expect(checks).toContainEqual(
      expect.objectContaining({
        check: 'keys',
        answer: 'unknown',
        detail: expect.stringMatching(/needs kms:GetKeyPolicy/),
      }),
    );
  });
});
