import { CfnOutput, Validations } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/**
 * A topic for Amazon Q Developer in chat applications, which shows what comes here in Slack or Microsoft Teams: the
 * events of this app that somebody should look at, in its schema for custom notifications. The events of a run are one
 * thread. The policy of the topic names no rule: conditions in it keep EventBridge out altogether.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export class ChatTopic extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { displayName: 'Root credential purge: chat', enforceSSL: true });
    Validations.of(topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'What a chat does not show is in the mail and in the report, too.',
    });
    const [run, title] = ['$.detail.run', '$.detail.title'].map((path) => EventField.fromPath(path));
    new Rule(this, 'Rule', {
      description: 'What somebody should look at goes to a chat',
      eventPattern: { source: ['root-credential-purge'], detail: { attention: [true] } },
      targets: [
        new SnsTopic(topic, {
          message: RuleTargetInput.fromObject({
            version: '1.0',
            source: 'custom',
            id: EventField.eventId,
            content: {
              textType: 'client-markdown',
              title,
              description: EventField.fromPath('$.detail.description'),
              nextSteps: ['`npx root-purge report` shows what the last reports say.'],
            },
            metadata: { threadId: run, summary: title },
          }),
        }),
      ],
    });
    new CfnOutput(this, 'Arn', { value: topic.topicArn });
  }
}
