import type { Access, AccessControl } from '../iam/access-control';
import { encryptionContextKeys } from '../iam/condition-keys';
import { type Principal, roleSession } from '../iam/principal';
import type { StateMachine } from '../template/template';
import { AwsError } from '../wire/aws-error';
import type { ExecutionRole, ObjectAccess } from './state';
import { StatesError } from './states-error';

/** The session in which a state machine's role makes its calls. */
export const stateMachineSession = ({ roleArn, name }: StateMachine): Principal => roleSession(roleArn, name);

/** What Step Functions does by itself with the execution role, besides the tasks. */
export function executionRole(access: AccessControl, stateMachine: StateMachine): ExecutionRole {
  const { encryptionKeyArn } = stateMachine;
  const session = stateMachineSession(stateMachine);
  const must = (wanted: Access) => inStatesWords(() => access.assertAllowed(session, wanted));
  return {
    // https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
    useExecutionData: (stateMachineArn) => {
      if (!encryptionKeyArn) return;
      const context = encryptionContextKeys({ 'aws:states:stateMachineArn': stateMachineArn });
      must({ action: 'kms:GenerateDataKey', resource: encryptionKeyArn, context });
      must({ action: 'kms:Decrypt', resource: encryptionKeyArn, context });
    },
    // https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
    runChildren: (stateMachineArn) => {
      const child = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:child`;
      must({ action: 'states:StartExecution', resource: stateMachineArn });
      must({ action: 'states:DescribeExecution', resource: child });
    },
  };
}

/** AWS does not document the names of these errors. */
function inStatesWords(check: () => void): void {
  try {
    check();
  } catch (error) {
    throw error instanceof AwsError ? new StatesError(`States.${error.name}`, error.message) : error;
  }
}

/** Objects as ItemReader and ResultWriter see them, with the rights of the execution role. */
export function roleObjects(
  objects: ObjectAccess,
  access: AccessControl,
  stateMachine: StateMachine,
): ObjectAccess {
  const session = stateMachineSession(stateMachine);
  const must = (action: string, bucket: string, key: string) =>
    access.assertAllowed(session, { action, resource: `arn:aws:s3:::${bucket}/${key}` });
  return {
    getObject: async (bucket, key) => {
      must('s3:GetObject', bucket, key);
      return objects.getObject(bucket, key);
    },
    putObject: async (bucket, key, body) => {
      must('s3:PutObject', bucket, key);
      return objects.putObject(bucket, key, body);
    },
  };
}
