import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnLogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { isOptInRegion } from '../lambdas/input/region';
import { Alarms } from './alarms';
import { ApprovalApi } from './approval-api';
import { Approvers } from './approvers';
import { ChatTopic } from './chat-topic';
import type { Config } from './config';
import { DecisionDelivery } from './decision-delivery';
import { PrivilegedTasks } from './privileged-tasks/privileged-tasks';
import { PurgeWorkflow } from './purge-workflow/purge-workflow';
import { RunStore } from './run-store';
import { SealingKey } from './sealing-key';
import { startByItself } from './triggers';
import { rootSessionOpeners, watch } from './watch';

/** The configuration of the app, beside what every stack has. */
export interface RootPurgeStackProps extends StackProps {
  readonly config: Config;
}

/** The app. Deploy it into the management account or the delegated administrator account for IAM. */
export class RootPurgeStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: RootPurgeStackProps) {
    super(scope, id, {
      description: 'Takes root credentials away from member accounts, after an approval',
      ...props,
    });
    const runStore = new RunStore(this, 'RunStore', {
      retention: config.runRetention,
      objectLock: config.objectLock,
    });
    const sealingKey = new SealingKey(this, 'SealingKey');
    const approvers = new Approvers(this, 'Approvers', { emails: config.approvers });
    const approvalApi = new ApprovalApi(this, 'ApprovalApi', { runStore });
    const workflow = new PurgeWorkflow(this, 'PurgeWorkflow', {
      ...config,
      runStore,
      sealingKey,
      approvers,
      approvalUrl: approvalApi.url,
    });
    const { stateMachine } = workflow;
    const tasks = new PrivilegedTasks(this, 'PrivilegedTasks', {
      ...config,
      runStore,
      sealingKey,
      approvers,
      purge: workflow,
    });
    const stateMachines = [stateMachine, tasks.stateMachine];
    new DecisionDelivery(this, 'DecisionDelivery', { runStore, sealingKey, stateMachines });

    const alarms = new Alarms(this, 'Alarms', { emails: config.alarmEmails });
    startByItself(this, { config, stateMachine, alarms: alarms.topic });
    watch(this, { ...config, workflow, tasks, approvers, alarms });
    if (config.chatTopic) new ChatTopic(this, 'ChatTopic');
    keepLogs(this, config.logRetention);

    warn(this, config);
    new CfnOutput(this, 'StateMachineArn', { value: stateMachine.stateMachineArn });
    new CfnOutput(this, 'PrivilegedTasksArn', { value: tasks.stateMachine.stateMachineArn });
    new CfnOutput(this, 'RunBucketName', { value: runStore.bucket.bucketName });
    // For a service control policy that keeps sts:AssumeRoot to them.
    for (const { node, role } of rootSessionOpeners(workflow, tasks))
      if (role) new CfnOutput(this, `${node.id}RoleArn`, { value: role.roleArn });
  }
}

function warn(stack: Stack, { approvers, region }: Config): void {
  const annotations = Annotations.of(stack);
  if (approvers.some((email) => email.endsWith('@example.com')))
    annotations.addWarningV2('root-purge:approvers', 'The approvers in cdk.json are still an example.');
  if (region && isOptInRegion(region))
    annotations.addWarningV2(
      'root-purge:opt-in-region',
      `${region} is an opt-in Region: every member account that has not opted in will be "unknown", because no root session can be opened from here. Deploy to a Region that all accounts have.`,
    );
}

function keepLogs(stack: Stack, retention: RetentionDays): void {
  for (const construct of stack.node.findAll())
    if (construct instanceof CfnLogGroup) construct.retentionInDays = retention;
}
