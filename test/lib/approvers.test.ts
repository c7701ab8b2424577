import { describe, expect, it } from 'vitest';
import { approverTopic } from '../../lambdas/approval/approver-topic';
import { Approvers } from '../../lib/approvers';
import { synthesizeAlone } from './support/synthesized';

const emails = ['alice@example.com', 'Bob@example.com'];
const template = synthesizeAlone((stack) => new Approvers(stack, 'Approvers', { emails }));

describe('Approvers', () => {
  it('have a topic each, where the functions look for it, to which nobody else is subscribed', () => {
    const topics = template.resources('AWS::SNS::Topic');
    const names = Object.values(topics).map(({ Properties }) => Properties.TopicName);
    expect(names).toEqual(emails.map((email) => approverTopic('{AWS::StackName}-approver-', email)));
    expect(new Set(names).size).toBe(2);
    const subscriptions = Object.values(template.resources('AWS::SNS::Subscription'));
    expect(subscriptions.map(({ Properties }) => Properties)).toEqual(
      Object.keys(topics).map((topic, index) => ({
        TopicArn: `{${topic}}`,
        Protocol: 'email',
        Endpoint: emails[index],
      })),
    );
  });

  it('get nothing without TLS', () => {
    const policies = Object.values(template.resources('AWS::SNS::TopicPolicy'));
    expect(policies).toHaveLength(2);
    for (const { Properties } of policies)
      expect(Properties).toMatchObject({
        PolicyDocument: { Statement: [{ Sid: 'AllowPublishThroughSSLOnly', Effect: 'Deny' }] },
      });
  });

  it('are known by their address in whatever case of letters', () => {
    expect(approverTopic('', 'BOB@example.com')).toBe(approverTopic('', 'bob@example.com'));
  });
});
