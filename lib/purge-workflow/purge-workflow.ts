import { readFileSync } from 'node:fs';
import { ArnFormat, Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Approvers } from '../approvers';
import type { Config } from '../config';
import { explainWildcard } from '../explained-wildcard';
import type { LambdaFunction } from '../lambda-function';
import type { RunStore } from '../run-store';
import type { SealingKey } from '../sealing-key';
import { type AccountStage, accountStages } from './account-stages';
import { type RunStage, runStages } from './run-stages';

const definition = readFileSync(new URL('./purge-workflow.asl.json', import.meta.url), 'utf8');

export interface PurgeWorkflowProps {
  readonly runStore: RunStore;
  readonly sealingKey: SealingKey;
  readonly approvers: Approvers;
  readonly approvalUrl: string;
  readonly approvalTimeout: Duration;
  readonly concurrency: number;
  readonly excludedAccounts: readonly string[];
  readonly exceptions: Config['exceptions'];
  /** A key of yours for the execution data; its policy must let the execution role use it. @default one of its own */
  readonly executionDataKeyArn?: string;
}

/** The state machine of `purge-workflow.asl.json`, a Lambda for each of its task states, and what each may do. */
export class PurgeWorkflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly runStages: Readonly<Record<RunStage, LambdaFunction>>;
  readonly accountStages: Readonly<Record<AccountStage, LambdaFunction>>;

  constructor(scope: Construct, id: string, props: PurgeWorkflowProps) {
    super(scope, id);
    this.runStages = runStages(this, props);
    this.accountStages = accountStages(this, props);
    const functions = { ...this.runStages, ...this.accountStages };
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: Object.values(functions).map(({ functionArn }) => functionArn),
      }),
    );
    props.approvers.topic.grantPublish(role);
    props.runStore.grantRead(role, 'accounts.json', 'approved.json');
    props.runStore.grantWriteResults(role, 'inspection', 'purge');
    props.runStore.grantWrite(role, 'progress/*');
    // The execution history holds the task token, as AWS records a task's arguments: never in the clear.
    const executionDataKey = props.executionDataKeyArn
      ? Key.fromKeyArn(this, 'ExecutionDataKey', props.executionDataKeyArn)
      : new Key(this, 'ExecutionDataKey', {
          description: 'Encrypts the execution data of the root credential purge',
          enableKeyRotation: true,
        });

    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineType: StateMachineType.STANDARD,
      role,
      // Inlined, so that a change of the workflow shows in `cdk diff`.
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: {
        Partition: Aws.PARTITION,
        RunBucket: props.runStore.bucket.bucketName,
        ApproversTopic: props.approvers.topic.topicArn,
        ApprovalTimeoutSeconds: String(props.approvalTimeout.toSeconds()),
        Concurrency: String(props.concurrency),
        ...Object.fromEntries(
          Object.entries(functions).map(([state, { functionArn }]) => [state, functionArn]),
        ),
      },
      encryptionConfiguration: new CustomerManagedEncryptionConfiguration(
        executionDataKey,
        Duration.minutes(5),
      ),
      logs: {
        destination: new LogGroup(this, 'Log', {
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
    this.#allowOwnExecutions(role, executionDataKey);
  }

  /**
   * What the role may do with this very state machine: run the children of its maps and encrypt its execution data.
   * In a policy of its own, since the state machine depends on the role's first policy. The key permission that the
   * CDK adds there names no state machine, because a generated name is not known at synthesis.
   * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
   * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
   */
  #allowOwnExecutions(role: Role, executionDataKey: IKey): void {
    const { stateMachineArn } = this.stateMachine;
    const executions = [this.#executions(':*'), this.#executions('/*')];
    const policy = new Policy(this, 'OwnExecutionsPolicy', {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachineArn] }),
        new PolicyStatement({
          actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
          resources: executions,
        }),
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [executionDataKey.keyArn],
          conditions: {
            // Children belong to the state machine's ARN with the map's label behind it.
            StringLike: {
              'kms:EncryptionContext:aws:states:stateMachineArn': [stateMachineArn, `${stateMachineArn}/*`],
            },
          },
        }),
      ],
    });
    for (const arn of executions)
      explainWildcard(
        policy,
        arn,
        'Executions of this state machine alone, whose names are not known before.',
      );
  }

  /** `:*` are the executions of the state machine itself, `/*` those of its maps, by their label. */
  #executions(which: ':*' | '/*'): string {
    return this.stateMachine.stack.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.stateMachine.stateMachineName}${which}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
