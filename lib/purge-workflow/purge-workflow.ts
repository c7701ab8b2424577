import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { purgeWorkflowDefinition } from '../definitions';
import type { LambdaFunction } from '../lambda-function';
import { allowExecutions, createStateMachine, executionArnsOf } from '../workflow-state-machine';
import { type AccountStage, accountStages } from './account-stages';
import type { PurgeWorkflowProps } from './purge-workflow-props';
import { type RunStage, runStages } from './run-stages';

/** The state machine of `purge-workflow.asl.yaml`, a Lambda for each of its task states, and what each may do. */
export class PurgeWorkflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly runStages: Readonly<Record<RunStage, LambdaFunction>>;
  readonly accountStages: Readonly<Record<AccountStage, LambdaFunction>>;
  /** The execution history holds the task token, as AWS records a task's arguments: never in the clear. */
  readonly executionDataKey: IKey;

  constructor(scope: Construct, id: string, props: PurgeWorkflowProps) {
    super(scope, id);
    this.runStages = runStages(this, props);
    this.accountStages = accountStages(this, props);
    this.executionDataKey = props.executionDataKeyArn
      ? Key.fromKeyArn(this, 'ExecutionDataKey', props.executionDataKeyArn)
      : new Key(this, 'ExecutionDataKey', {
          description: 'Encrypts the execution data of the root credential purge',
          enableKeyRotation: true,
        });
    const { stateMachine, role } = createStateMachine(this, {
      definition: purgeWorkflowDefinition,
      functions: { ...this.runStages, ...this.accountStages },
      substitutions: {
        RunBucket: props.runStore.bucket.bucketName,
        ApproverTopics: props.approvers.list,
        ApprovalTimeoutSeconds: String(props.approvalTimeout.toSeconds()),
        Concurrency: String(props.concurrency),
      },
      executionDataKey: this.executionDataKey,
    });
    this.stateMachine = stateMachine;
    props.approvers.grantMail(role);
    props.runStore.grantRead(role, 'accounts.json', 'approved.json');
    props.runStore.grantWriteResults(role, 'inspection', 'purge');
    props.runStore.grantWrite(role, 'progress/*');
    // The bus that is always there: EventBridge drops what is sent to another one that is not, and says it is fine.
    EventBus.fromEventBusName(this, 'EventBus', 'default').grantPutEventsTo(role);
    const { stateMachineArn } = stateMachine;
    allowExecutions(this, role, {
      // The children of its maps. https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
      statements: [
        new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachineArn] }),
        new PolicyStatement({
          actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
          resources: [executionArnsOf(stateMachine, ':*'), executionArnsOf(stateMachine, '/*')],
        }),
      ],
      executionDataKey: this.executionDataKey,
      // Children belong to the state machine's ARN with the map's label behind it.
      dataOf: [stateMachineArn, `${stateMachineArn}/*`],
    });
  }
}
