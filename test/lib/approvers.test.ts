import { describe, expect, it } from 'vitest';
import { Approvers } from '../../lib/approvers';
import { synthesizeAlone } from './support/synthesized';

const emails = ['alice@example.com', 'bob@example.com'];
const template = synthesizeAlone((stack) => new Approvers(stack, 'Approvers', { emails }));

describe('Approvers', () => {
  it('each get what is addressed to them or to everyone, and nothing else', () => {
    const subscriptions = Object.values(template.resources('AWS::SNS::Subscription'));
    expect(subscriptions.map(({ Properties }) => Properties)).toEqual(
      emails.map((email) => ({
        TopicArn: '{ApproversTopic}',
        Protocol: 'email',
        Endpoint: email,
        FilterPolicy: { approver: [email, 'everyone'] },
      })),
    );
  });

  it('share one topic, to which nobody publishes without TLS', () => {
    expect(template.properties('AWS::SNS::Topic')).toEqual({ DisplayName: 'Root credential purge' });
    expect(template.properties('AWS::SNS::TopicPolicy')).toEqual({
      Topics: ['{ApproversTopic}'],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'AllowPublishThroughSSLOnly',
            Effect: 'Deny',
            Principal: '*',
            Action: 'sns:Publish',
            Resource: '{ApproversTopic}',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    });
  });
});
