import { ArnFormat, Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { explainWildcard } from './explained-wildcard';
import type { LambdaFunction } from './lambda-function';
import { vendedLogGroup } from './vended-log-group';

/** The definition of a state machine, and what its placeholders stand for. */
export interface WorkflowStateMachineProps {
  /** In JSON, with placeholders in it. */
  readonly definition: string;
  /** By the name of its placeholder in the definition. The state machine may invoke these and no others. */
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** What the other placeholders stand for. */
  readonly substitutions: Readonly<Record<string, string>>;
  readonly executionDataKey: IKey;
}

/**
 * Creates a state machine of this app: Standard, its definition inlined, its execution data encrypted and kept out of
 * its log.
 */
export function createStateMachine(
  scope: Construct,
  { definition, functions, substitutions, executionDataKey }: WorkflowStateMachineProps,
): { stateMachine: StateMachine; role: Role } {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: Object.values(functions).map(({ functionArn }) => functionArn),
    }),
  );
  const stateMachine = new StateMachine(scope, 'StateMachine', {
    stateMachineType: StateMachineType.STANDARD,
    role,
    // Inlined, so that a change of the workflow shows in `cdk diff`.
    definitionBody: DefinitionBody.fromString(definition),
    definitionSubstitutions: {
      Partition: Aws.PARTITION,
      ...substitutions,
      ...Object.fromEntries(Object.entries(functions).map(([name, { functionArn }]) => [name, functionArn])),
    },
    encryptionConfiguration: new CustomerManagedEncryptionConfiguration(
      executionDataKey,
      Duration.minutes(5),
    ),
    logs: {
      destination: new LogGroup(scope, 'Log', {
        logGroupName: vendedLogGroup(scope, 'states'),
        retention: RetentionDays.ONE_YEAR,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
    tracingEnabled: true,
  });
  explainWildcard(
    role,
    '*',
    'CloudWatch Logs knows no resources for log deliveries, nor X-Ray for traces and sampling rules.',
  );
  return { stateMachine, role };
}

/**
 * Allows the role of a state machine what it may do with its own executions, and their data. In a policy of its own,
 * since a state machine depends on its role's first policy. The key permission that the CDK adds there names no state
 * machine, because a generated name is not known at synthesis.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function allowExecutions(
  scope: Construct,
  role: Role,
  { statements = [], executionDataKey, dataOf }: ExecutionsProps,
): void {
  const policy = new Policy(scope, 'OwnExecutionsPolicy', {
    roles: [role],
    statements: [
      ...statements,
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [executionDataKey.keyArn],
        conditions: { StringLike: { 'kms:EncryptionContext:aws:states:stateMachineArn': dataOf } },
      }),
    ],
  });
  for (const resource of statements.flatMap(({ resources }) => resources))
    explainWildcard(policy, resource, 'Executions of this app alone, whose names are not known before.');
}

/** What the role of a state machine may do with its own executions. */
export interface ExecutionsProps {
  /** @default none */
  readonly statements?: readonly PolicyStatement[];
  readonly executionDataKey: IKey;
  /** ARNs of the state machines whose execution data it may read and write. */
  readonly dataOf: readonly string[];
}

/** The ARN of a state machine's executions: `which` is `:*`, or `/*` for those of its maps, by their label. */
export function executionArnsOf({ stack, stateMachineName }: StateMachine, which: string): string {
  return stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${stateMachineName}${which}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
