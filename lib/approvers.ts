import { Validations } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { emailsOnly } from './alarms';
import { grantWithWildcard } from './explained-wildcard';

/** Who may decide, by email address. */
export interface ApproversProps {
  readonly emails: readonly string[];
}

/** The topic of the approvers; each of them sees only what is addressed to them, or to everyone. */
export class Approvers extends Construct {
  readonly topic: Topic;
  readonly emails: readonly string[];

  constructor(scope: Construct, id: string, { emails }: ApproversProps) {
    super(scope, id);
    this.emails = emails;
    this.topic = new Topic(this, 'Topic', { displayName: 'Root credential purge', enforceSSL: true });
    for (const email of emails) {
      const filter = SubscriptionFilter.stringFilter({ allowlist: [email, 'everyone'] });
      this.topic.addSubscription(new EmailSubscription(email, { filterPolicy: { approver: filter } }));
    }
    Validations.of(this.topic).acknowledge(emailsOnly);
  }

  /** Allows mailing links to the approvers, and seeing first who would get them. */
  grantMailLinks(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sns:ListSubscriptionsByTopic', 'sns:Publish'],
        resources: [this.topic.topicArn],
      }),
    );
    grantWithWildcard(
      grantee,
      new PolicyStatement({ actions: ['sns:GetSubscriptionAttributes'], resources: ['*'] }),
      'SNS knows no resources for reading the filter policy of a subscription.',
    );
  }
}
