import { expect, it } from 'vitest';
import { allowAssumeRoot } from '../../../cli/check/assume-root-fix';

const fixOf = (arn: string, partition = 'aws') =>
  allowAssumeRoot({ arn, accountId: '111111111111', partition });
const document = (partition: string) =>
  `'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoot","Resource":"arn:${partition}:iam::*:root","Condition":{"ArnEquals":{"sts:TaskPolicyArn":"arn:${partition}:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}}}]}'`;
const text =
  'Where this has been allowed already, a service control policy or a permissions boundary denies it.';

it.each([
  ['arn:aws:iam::111111111111:user/ana', 'aws', 'user-policy --user-name ana'],
  ['arn:aws:sts::111111111111:assumed-role/Audit/ana', 'aws', 'role-policy --role-name Audit'],
  ['arn:aws-us-gov:sts::111111111111:assumed-role/Audit/ana', 'aws-us-gov', 'role-policy --role-name Audit'],
])('has a command for %s in %s', (arn, partition, what) => {
  expect(fixOf(arn, partition)).toEqual({
    by: 'account 111111111111',
    accountId: '111111111111',
    command: `aws iam put-${what} --policy-name AssumeRootToAudit --policy-document ${document(partition)}`,
    text,
  });
});

it.each([
  'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_Audit_0123456789abcdef/ana',
  'arn:aws:sts::111111111111:federated-user/ana',
  'arn:aws:iam::111111111111:root',
])('has none for %s, whose policies are made elsewhere', (arn) => {
  expect(fixOf(arn)).toEqual({
    by: 'account 111111111111',
    accountId: '111111111111',
    text: 'Allow the role behind these credentials sts:AssumeRoot; the docs have the policy (docs/command-line.md).',
  });
});
