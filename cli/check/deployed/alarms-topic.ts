import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { read } from '../../aws/fact';
import { shellWord } from '../../aws/pasteable';
import type { Check } from '../readiness';
import { isAllowedIn } from './denies';
import { awsCommand, type Deployment, ofType } from './deployment';
import { type Problem, rowsOf } from './rows';

/**
 * Whether CloudWatch may publish to the topic of the alarms; nothing where it may. A topic whose policy is gone lets
 * nobody but its own account publish.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export async function checkAlarmsTopic(deployment: Deployment): Promise<Check[]> {
  const { resources } = deployment;
  const declared = resources.known ? ofType(resources.value, 'AWS::SNS::Topic') : [];
  const topics = declared.filter(({ logicalId }) => logicalId.startsWith('AlarmsTopic'));
  const client = new SNSClient(deployment.settingsFor('SNS'));
  const call = 'sns:GetTopicAttributes';
  const policies = await read(call, () =>
    Promise.all(
      topics.map(async ({ physicalId: TopicArn }) => {
        const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
        return { arn: TopicArn, policy: contentOf(call, 'the policy', Attributes?.Policy) };
      }),
    ),
  );
  const rows = rowsOf('alarm-mails', policies, (all) => ({
    fine: '',
    problems: all.flatMap((topic) => refusesAlarms(deployment, topic)),
  }));
  return rows.filter(({ answer }) => answer !== 'yes');
}

function refusesAlarms(deployment: Deployment, { arn, policy }: { arn: string; policy: string }): Problem[] {
  const { accountId, region } = deployment;
  const publishing = {
    actions: ['sns:Publish'],
    principals: ['cloudwatch.amazonaws.com'],
    context: {
      'aws:principalisawsservice': 'true',
      'aws:securetransport': 'true',
      'aws:sourceaccount': accountId,
      'aws:sourcearn': `arn:${arn.split(':')[1]}:cloudwatch:${region}:${accountId}:alarm:any`,
    },
  };
  const answer = isAllowedIn(policy, publishing);
  if (answer === 'yes') return [];
  const command = `sns set-topic-attributes --topic-arn ${arn} --attribute-name Policy --attribute-value ${shellWord(lettingAlarms(arn, accountId))}`;
  return [
    {
      answer: answer === 'no' ? 'no' : 'unknown',
      detail: `the policy of ${arn} ${answer === 'no' ? 'does' : 'may'} not let alarms publish: they would mail nobody`,
      fix: awsCommand(deployment, command),
    },
  ];
}

const lettingAlarms = (arn: string, accountId: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AlarmsOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: arn,
        Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
      },
    ],
  });
