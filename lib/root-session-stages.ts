import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { privilegedTasks, TaskName } from '../lambdas/tasks/registry';
import { grantWithWildcard } from './explained-wildcard';
import { LambdaFunction } from './lambda-function';
import type { SealingKey } from './sealing-key';

/** AWS's own policies for root sessions, as far as this app opens sessions with them. */
type TaskPolicy =
  | 'IAMAuditRootUserCredentials'
  | 'IAMDeleteRootUserCredentials'
  | (typeof privilegedTasks)[TaskName]['taskPolicy'];

/** A Lambda that may open a root session with this one task policy, and seal it. */
export function assumeRootStage(
  scope: Construct,
  id: `AssumeRootTo${string}`,
  taskPolicy: TaskPolicy,
  sealingKey: SealingKey,
): LambdaFunction {
  const taskPolicyArn = `arn:${Aws.PARTITION}:iam::aws:policy/root-task/${taskPolicy}`;
  const stage = new LambdaFunction(scope, id, {
    environment: { SEALING_KEY_ARN: sealingKey.key.keyArn, TASK_POLICY_ARN: taskPolicyArn },
  });
  grantWithWildcard(
    stage,
    new PolicyStatement({
      actions: ['sts:AssumeRoot'],
      resources: [`arn:${Aws.PARTITION}:iam::*:root`],
      conditions: { ArnEquals: { 'sts:TaskPolicyArn': taskPolicyArn } },
    }),
    'The root user of any member account, also of one that joins tomorrow; the condition allows one task policy alone.',
  );
  sealingKey.grantSeal(stage, 'root-session');
  return stage;
}

/**
 * A Lambda that may open the seal of a root session. What it does then, it does as the root user, not with its own
 * role.
 */
export function useRootSession(scope: Construct, state: string, sealingKey: SealingKey): LambdaFunction {
  const stage = new LambdaFunction(scope, state, {
    environment: { SEALING_KEY_ARN: sealingKey.key.keyArn },
  });
  sealingKey.grantUnseal(stage, 'root-session');
  return stage;
}
