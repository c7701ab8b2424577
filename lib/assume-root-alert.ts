import { Validations } from 'aws-cdk-lib';
import { CfnRule, Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Alarms } from './alarms';

/** Who may open root sessions, and who is told of anybody else. */
export interface AssumeRootAlertProps {
  /** Whose root sessions are expected. */
  readonly roleArns: readonly string[];
  readonly alarms: Alarms;
}

/**
 * Tells when anyone else in this account and Region opens a root session, or tries to. The calls are counted: an email
 * for each would let a loop of them silence the topic, which SNS suspends above ten a second. CloudTrail writes the call into
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
    });
    // CloudTrail counts sts calls as read-only, and a rule gets those only where it says so.
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
    if (rule.node.defaultChild instanceof CfnRule)
      rule.node.defaultChild.state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    Validations.of(rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason: 'A call that could not be published is counted all the same, and is in CloudTrail.',
    });
    this.#publish(rule);
    alarms.onRule('AssumeRootByOthers', rule, {
      description:
        "Somebody called sts:AssumeRoot, and not by this app's roles. Who, for which account, from where, type: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRoot",
    });
  }

  /**
   * Gives the rule a target, since no page says whether one without is counted anywhere. A topic that nobody is
   * subscribed to is the one that costs and holds nothing, and takes no place in the resource policies of CloudWatch
   * Logs, of which an account has ten.
   */
  #publish(rule: Rule): void {
    const topic = new Topic(this, 'Calls', { displayName: 'Root sessions of others', enforceSSL: true });
    Validations.of(topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'Nobody is subscribed: publishing is counted, and each call is in CloudTrail.',
    });
    rule.addTarget(new SnsTopic(topic));
  }
}
