import type { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Approvers } from '../approvers';
import { privilegedTasksDefinition } from '../definitions';
import { grantWithWildcard } from '../explained-wildcard';
import type { LambdaFunction } from '../lambda-function';
import type { PurgeWorkflow } from '../purge-workflow/purge-workflow';
import type { RunStore } from '../run-store';
import type { SealingKey } from '../sealing-key';
import { allowExecutions, createStateMachine, executionArnsOf } from '../workflow-state-machine';
import { type TargetStage, type TaskRunStage, targetStages, taskRunStages } from './task-stages';

/** What the privileged tasks need of the rest of the app, and what its configuration says about them. */
export interface PrivilegedTasksProps {
  readonly runStore: RunStore;
  readonly sealingKey: SealingKey;
  readonly approvers: Approvers;
  readonly approvalTimeout: Duration;
  readonly concurrency: number;
  readonly excludedAccounts: readonly string[];
  /** Whose functions ask for approval and inspect accounts, whose key encrypts execution data, and which seals again. */
  readonly purge: PurgeWorkflow;
}

/** The state machine of `privileged-tasks.asl.yaml`, the Lambdas that it has for itself, and what each may do. */
export class PrivilegedTasks extends Construct {
  readonly stateMachine: StateMachine;
  readonly runStages: Readonly<Record<TaskRunStage, LambdaFunction>>;
  readonly targetStages: Readonly<Record<TargetStage, LambdaFunction>>;

  constructor(scope: Construct, id: string, props: PrivilegedTasksProps) {
    super(scope, id);
    const { runStore, sealingKey, approvers, purge } = props;
    this.runStages = taskRunStages(this, runStore, props.excludedAccounts);
    this.targetStages = targetStages(this, sealingKey);
    const { RequestApproval, RemindApprovers, CloseApproval } = purge.runStages;
    const { AssumeRootToInspect, InspectCredentials } = purge.accountStages;
    const { stateMachine, role } = createStateMachine(this, {
      definition: privilegedTasksDefinition,
      functions: {
        ...this.runStages,
        ...this.targetStages,
        RequestApproval,
        RemindApprovers,
        CloseApproval,
        AssumeRootToInspect,
        InspectCredentials,
      },
      substitutions: {
        ApproverTopics: approvers.list,
        ApprovalTimeoutSeconds: String(props.approvalTimeout.toSeconds()),
        Concurrency: String(props.concurrency),
        PurgeStateMachine: purge.stateMachine.stateMachineArn,
      },
      executionDataKey: purge.executionDataKey,
    });
    this.stateMachine = stateMachine;
    approvers.grantMail(role);
    EventBus.fromEventBusName(this, 'EventBus', 'default').grantPutEventsTo(role);
    allowReseal(role, purge);
    const { executionDataKey } = purge;
    allowExecutions(this, role, { executionDataKey, dataOf: [stateMachine.stateMachineArn] });
  }
}

/**
 * What it takes to start a purge and wait for its end, which Step Functions learns by a rule of this name. It tries
 * when the state machine is created whether the role may have that rule, so this belongs into the role's first policy.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
function allowReseal(role: Role, { stateMachine, executionDataKey }: PurgeWorkflow): void {
  role.addToPolicy(
    new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachine.stateMachineArn] }),
  );
  grantWithWildcard(
    role,
    new PolicyStatement({
      actions: ['states:DescribeExecution', 'states:StopExecution'],
      resources: [executionArnsOf(stateMachine, ':reseal-*')],
    }),
    'Executions of this app alone, whose names are not known before.',
  );
  role.addToPolicy(
    new PolicyStatement({
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [
        stateMachine.stack.formatArn({
          service: 'events',
          resource: 'rule',
          resourceName: 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
        }),
      ],
    }),
  );
  // To describe an execution is to read its execution data.
  role.addToPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [executionDataKey.keyArn],
      conditions: {
        StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': stateMachine.stateMachineArn },
      },
    }),
  );
}
