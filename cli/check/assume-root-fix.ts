import type { Caller } from '../root-access/caller';
import { auditTaskPolicy } from './try-assume-root';

/** What lets this caller open root sessions that only read: an explanation, and a command where one does it. */
export function allowAssumeRoot({ arn, accountId, partition }: Caller) {
  const by = { by: `account ${accountId}`, accountId };
  const [, kind, name = ''] = /:(assumed-role|user)\/([^/]+)/.exec(arn) ?? [];
  const text = `Allow ${kind === 'user' ? 'this user' : 'the role behind these credentials'} sts:AssumeRoot; the docs have the policy (docs/command-line.md).`;
  if (kind === undefined || name.startsWith('AWSReservedSSO_')) return { ...by, text };
  const what = kind === 'user' ? `user-policy --user-name ${name}` : `role-policy --role-name ${name}`;
  const document = JSON.stringify(policyFor(partition));
  return {
    ...by,
    command: `aws iam put-${what} --policy-name AssumeRootToAudit --policy-document '${document}'`,
    text: 'Where this has been allowed already, a service control policy or a permissions boundary denies it.',
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
function policyFor(partition: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoot',
        Resource: `arn:${partition}:iam::*:root`,
        Condition: { ArnEquals: { 'sts:TaskPolicyArn': auditTaskPolicy(partition) } },
      },
    ],
  };
}
