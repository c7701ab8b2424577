import { readFileSync } from 'node:fs';
import { ArnFormat, Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
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
import type { RunStore } from '../run-store';
import type { SealingKey } from '../sealing-key';
import { accountStages } from './account-stages';
import { runStages } from './run-stages';

const definition = readFileSync(new URL('./purge-workflow.asl.json', import.meta.url), 'utf8');

export interface PurgeWorkflowProps {
  readonly runStore: RunStore;
  readonly sealingKey: SealingKey;
  readonly approvers: Approvers;
  readonly approvalUrl: string;
  readonly approvalTimeout: Duration;
  readonly concurrency: number;
}

/** The state machine of `purge-workflow.asl.json`, a Lambda for each of its task states, and what each may do. */
export class PurgeWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: PurgeWorkflowProps) {
    super(scope, id);
    const functions = { ...runStages(this, props), ...accountStages(this, props) };
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
    const executionDataKey = new Key(this, 'ExecutionDataKey', {
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
    });
    Validations.of(this.stateMachine).acknowledge({
      id: 'AwsSolutions-SF2',
      reason:
        'The execution history and the log tell what every state did and when; X-Ray would cost a permission on every resource of the account and add nothing but latencies.',
    });
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
    new Policy(this, 'OwnExecutionsPolicy', {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachineArn] }),
        new PolicyStatement({
          actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
          resources: [this.#executions(':*'), this.#executions('/*')],
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
