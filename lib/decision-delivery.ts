import { Validations } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { LambdaFunction } from './lambda-function';
import type { RunStore } from './run-store';
import type { SealingKey } from './sealing-key';

/** Where decisions are stored, what opens their task tokens, and whom they are handed to. */
export interface DecisionDeliveryProps {
  readonly runStore: RunStore;
  readonly sealingKey: SealingKey;
  /** Those that may wait for a decision. */
  readonly stateMachines: readonly IStateMachine[];
  /** What stores the decisions, and asks for their delivery. */
  readonly askedBy: readonly LambdaFunction[];
}

/**
 * Hands a stored decision to the workflow that waits for it: when the page asks for it, and when S3 tells of it, whatever
 * became of the page. S3 begins to tell EventBridge about five minutes after the bucket's creation. Lambda tries a failed
 * delivery twice more, and the workflow reads the store itself when its wait ends.
 */
export class DecisionDelivery extends Construct {
  constructor(scope: Construct, id: string, props: DecisionDeliveryProps) {
    super(scope, id);
    const { runStore, sealingKey, stateMachines, askedBy } = props;
    const deliver = new LambdaFunction(this, 'DeliverDecision', {
      environment: { ...runStore.environment, SEALING_KEY_ARN: sealingKey.key.keyArn },
    });
    runStore.grantRead(deliver, 'approval.json', 'decision.json');
    sealingKey.grantUnseal(deliver, 'task-token');
    deliver.addToRolePolicy(
      new PolicyStatement({
        actions: ['states:SendTaskSuccess'],
        resources: stateMachines.map(({ stateMachineArn }) => stateMachineArn),
      }),
    );
    for (const storing of askedBy) {
      storing.addEnvironment('DELIVERY_FUNCTION', deliver.functionName);
      storing.addToRolePolicy(
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [deliver.functionArn] }),
      );
    }
    const rule = new Rule(this, 'DecisionStored', {
      eventPattern: runStore.createdPattern('decision.json'),
      targets: [new LambdaTarget(deliver)],
    });
    Validations.of(rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason:
        'EventBridge tries for 24 hours to hand the event to Lambda, and the decision itself is stored: the workflow reads it when its wait ends.',
    });
  }
}
