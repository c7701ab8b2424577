import { Validations } from 'aws-cdk-lib';
import { CfnRule, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Who may open root sessions, and who is told of anybody else. */
export interface AssumeRootAlertProps {
  /** Whose root sessions are expected. */
  readonly roleArns: readonly string[];
  readonly alarms: ITopic;
}

/**
 * Tells when anyone else in this account and Region opens a root session, or tries to. CloudTrail writes the call into
 * the caller's account, in the Region of the STS endpoint.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-track-privileged-tasks.html
 */
export class AssumeRootAlert extends Construct {
  constructor(scope: Construct, id: string, { roleArns, alarms }: AssumeRootAlertProps) {
    super(scope, id);
    const rule = new Rule(this, 'Rule', {
      description: 'sts:AssumeRoot, called by anyone but the roles of this app that may',
      eventPattern: {
        source: ['aws.sts'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['sts.amazonaws.com'],
          eventName: ['AssumeRoot'],
          userIdentity: {
            sessionContext: {
              sessionIssuer: {
                // An IAM user has no session, and so no issuer.
                arn: [{ 'anything-but': roleArns }, { exists: false }],
              },
            },
          },
        },
      },
      targets: [
        new SnsTopic(alarms, {
          message: RuleTargetInput.fromText(message()),
          // By a role of its own: to the topic every rule of EventBridge, of any account, would be the same service.
          authorizeUsingRole: true,
        }),
      ],
    });
    // CloudTrail counts sts calls as read-only, and a rule gets those only where it says so.
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
    if (rule.node.defaultChild instanceof CfnRule)
      rule.node.defaultChild.state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    Validations.of(rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason: 'EventBridge tries for 24 hours to publish the alert, and the call itself is in CloudTrail.',
    });
  }
}

function message(): string {
  const field = (path: string) => EventField.fromPath(`$.detail.${path}`);
  return [
    `${field('userIdentity.arn')} called sts:AssumeRoot for ${field('requestParameters.targetPrincipal')}`,
    `with ${field('requestParameters.taskPolicyArn.arn')} at ${field('eventTime')}`,
    `from ${field('sourceIPAddress')} (error: ${field('errorCode')}).`,
    `It was not the root credential purge. CloudTrail event ${field('eventID')}.`,
  ].join(' ');
}
