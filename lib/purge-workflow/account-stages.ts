import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { grantWithWildcard } from '../explained-wildcard';
import { LambdaFunction } from '../lambda-function';
import type { SealingKey } from '../sealing-key';
import type { PurgeWorkflowProps } from './purge-workflow';

export type AccountStage =
  | 'AssumeRootToInspect'
  | 'InspectCredentials'
  | 'AssumeRootToPurge'
  | 'DeleteSigningCertificates'
  | 'DeleteAccessKeys'
  | 'DeleteLoginProfile'
  | 'DeactivateMfaDevices'
  | 'VerifyAccount';

/** The Lambdas that work on one account, by state name: two may open a root session, the others may use one. */
export function accountStages(
  scope: Construct,
  { sealingKey }: PurgeWorkflowProps,
): Record<AccountStage, LambdaFunction> {
  return {
    AssumeRootToInspect: assumeRoot(scope, 'AssumeRootToInspect', 'IAMAuditRootUserCredentials', sealingKey),
    InspectCredentials: useRootSession(scope, 'InspectCredentials', sealingKey),
    AssumeRootToPurge: assumeRoot(scope, 'AssumeRootToPurge', 'IAMDeleteRootUserCredentials', sealingKey),
    DeleteSigningCertificates: useRootSession(scope, 'DeleteSigningCertificates', sealingKey),
    DeleteAccessKeys: useRootSession(scope, 'DeleteAccessKeys', sealingKey),
    DeleteLoginProfile: useRootSession(scope, 'DeleteLoginProfile', sealingKey),
    DeactivateMfaDevices: useRootSession(scope, 'DeactivateMfaDevices', sealingKey),
    VerifyAccount: useRootSession(scope, 'VerifyAccount', sealingKey),
  };
}

/** May open a root session with this one task policy, and seal it. */
function assumeRoot(
  scope: Construct,
  state: 'AssumeRootToInspect' | 'AssumeRootToPurge',
  taskPolicy: string,
  sealingKey: SealingKey,
): LambdaFunction {
  const taskPolicyArn = `arn:${Aws.PARTITION}:iam::aws:policy/root-task/${taskPolicy}`;
  const assumeRoot = new LambdaFunction(scope, state, {
    environment: { SEALING_KEY_ARN: sealingKey.key.keyArn, TASK_POLICY_ARN: taskPolicyArn },
  });
  grantWithWildcard(
    assumeRoot,
    new PolicyStatement({
      actions: ['sts:AssumeRoot'],
      resources: [`arn:${Aws.PARTITION}:iam::*:root`],
      conditions: { ArnEquals: { 'sts:TaskPolicyArn': taskPolicyArn } },
    }),
    'The root user of any member account, also of one that joins tomorrow; the condition allows one task policy alone.',
  );
  sealingKey.grantSeal(assumeRoot, 'root-session');
  return assumeRoot;
}

/** May open the seal of a root session. What it does then, it does as the root user, not with its own role. */
function useRootSession(scope: Construct, state: string, sealingKey: SealingKey): LambdaFunction {
  const stage = new LambdaFunction(scope, state, {
    environment: { SEALING_KEY_ARN: sealingKey.key.keyArn },
  });
  sealingKey.grantUnseal(stage, 'root-session');
  return stage;
}
