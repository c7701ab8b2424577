import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ApprovalApi } from './approval-api';
import { Approvers } from './approvers';
import type { Config } from './config';
import { DecisionDelivery } from './decision-delivery';
import { PurgeWorkflow } from './purge-workflow/purge-workflow';
import { RunStore } from './run-store';
import { SealingKey } from './sealing-key';

export interface RootPurgeStackProps extends StackProps {
  readonly config: Config;
}

/** Deploy it into the management account or the delegated administrator account for IAM. */
export class RootPurgeStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: RootPurgeStackProps) {
    super(scope, id, {
      description: 'Takes root credentials away from member accounts, after an approval',
      ...props,
    });
    const runStore = new RunStore(this, 'RunStore');
    const sealingKey = new SealingKey(this, 'SealingKey');
    const approvers = new Approvers(this, 'Approvers', { emails: config.approvers });
    const approvalApi = new ApprovalApi(this, 'ApprovalApi', { runStore });
    const workflow = new PurgeWorkflow(this, 'PurgeWorkflow', {
      runStore,
      sealingKey,
      approvers,
      approvalUrl: approvalApi.url,
      approvalTimeout: config.approvalTimeout,
      concurrency: config.concurrency,
    });
    new DecisionDelivery(this, 'DecisionDelivery', {
      runStore,
      sealingKey,
      stateMachine: workflow.stateMachine,
    });

    if (config.approvers.some((email) => email.endsWith('@example.com'))) {
      Annotations.of(this).addWarningV2(
        'root-purge:approvers',
        'The approvers in cdk.json are still an example.',
      );
    }
    new CfnOutput(this, 'StateMachineArn', { value: workflow.stateMachine.stateMachineArn });
    new CfnOutput(this, 'RunBucketName', { value: runStore.bucket.bucketName });
  }
}
