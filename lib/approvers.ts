import { Aws, Stack, Validations } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { approverTopic } from '../lambdas/approval/approver-topic';
import { emailsOnly } from './alarms';
import { grantWithWildcard } from './explained-wildcard';

/** Who may decide, by email address. */
export interface ApproversProps {
  readonly emails: readonly string[];
}

/**
 * The approvers, with a topic for each: what is mailed to one of them cannot reach another. A filter policy on a topic
 * that they share would take up to 15 minutes to work.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export class Approvers extends Construct {
  readonly topics: readonly Topic[];
  /** What the functions that mail approvers are told. */
  readonly environment: { readonly APPROVERS: string; readonly APPROVER_TOPICS: string };

  constructor(scope: Construct, id: string, { emails }: ApproversProps) {
    super(scope, id);
    const prefix = `${Aws.STACK_NAME}-approver-`;
    this.topics = emails.map((email) => this.#topicOf(email, prefix));
    const APPROVER_TOPICS = Stack.of(this).formatArn({ service: 'sns', resource: prefix });
    this.environment = { APPROVERS: emails.join(','), APPROVER_TOPICS };
  }

  #topicOf(email: string, prefix: string): Topic {
    const topic = new Topic(this, `Topic of ${email}`, {
      topicName: approverTopic(prefix, email),
      displayName: 'Root credential purge',
      enforceSSL: true,
    });
    topic.addSubscription(new EmailSubscription(email));
    Validations.of(topic).acknowledge(emailsOnly);
    return topic;
  }

  /** The topics in the words of a state machine's definition: a list in JSONata. */
  get list(): string {
    return `[${this.topics.map(({ topicArn }) => `'${topicArn}'`).join(', ')}]`;
  }

  /** Allows mailing links to the approvers, and seeing first who would get them. */
  grantMailLinks(grantee: IGrantable): void {
    this.#grant(grantee, ['sns:ListSubscriptionsByTopic', 'sns:Publish']);
  }

  /** Allows mailing the approvers. */
  grantMail(grantee: IGrantable): void {
    this.#grant(grantee, ['sns:Publish']);
  }

  #grant(grantee: IGrantable, actions: string[]): void {
    const statement = new PolicyStatement({ actions, resources: [`${this.environment.APPROVER_TOPICS}*`] });
    grantWithWildcard(grantee, statement, 'The topics of the approvers of this app, and no others.');
  }
}
