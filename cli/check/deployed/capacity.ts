import { CloudWatchLogsClient, DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { listAll } from '../../../lambdas/aws-calls/whole-list';
import { read } from '../../aws/fact';
import { shellWord } from '../../aws/pasteable';
import type { Check } from '../readiness';
import { awsCommand, type Deployment, readOf } from './deployment';
import { type Assessment, rowsOf } from './rows';

const Machine = z.object({ DefinitionSubstitutions: z.object({ Concurrency: z.coerce.number() }) });

/** Whether Lambda lets as many accounts be worked in at a time as the app was configured for, and the page beside them. */
export async function checkLambdaQuota(deployment: Deployment): Promise<Check[]> {
  const client = new LambdaClient(deployment.settingsFor('LAMBDA'));
  const quota = await readOf(
    deployment,
    'AWS::StepFunctions::StateMachine',
    'lambda:GetAccountSettings',
    async (machines) => {
      const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
      const concurrency = machines.map(
        ({ properties }) => z.parse(Machine, properties).DefinitionSubstitutions.Concurrency,
      );
      return {
        concurrency: Math.max(...concurrency),
        unreserved: contentOf(
          'lambda:GetAccountSettings',
          'how much may run at a time',
          AccountLimit?.UnreservedConcurrentExecutions,
        ),
      };
    },
  );
  return rowsOf('lambda-quota', quota, (value) => enoughOf(deployment, value));
}

/** The quota "Concurrent executions". https://docs.aws.amazon.com/general/latest/gr/lambda-service.html */
const quotaCode = 'L-B99A9384';

function enoughOf(
  deployment: Deployment,
  { concurrency, unreserved }: { concurrency: number; unreserved: number },
): Assessment {
  const detail = `${unreserved} unreserved concurrent executions, for a concurrency of ${concurrency}`;
  const command = `service-quotas request-service-quota-increase --service-code lambda --quota-code ${quotaCode} --desired-value 1000`;
  const text = `Lower concurrency in the configuration below ${unreserved} and deploy, or ask for a higher quota. A throttled run takes longer, and the approval page with it.`;
  return {
    fine: detail,
    problems: unreserved > concurrency ? [] : [{ detail, fix: awsCommand(deployment, command, text) }],
  };
}

/** How many resource policies an account has in a Region at most, and how long one may be, in characters. */
const mostPolicies = 10;
const longestPolicy = 5120;

/**
 * Whether the services that log by themselves may, and will at the next deployment. A log group of another name than
 * `/aws/vendedlogs/…` needs a place of its own in a resource policy.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export async function checkLogDelivery(deployment: Deployment): Promise<Check[]> {
  const client = new CloudWatchLogsClient(deployment.settingsFor('CLOUDWATCH_LOGS'));
  const policies = await read('logs:DescribeResourcePolicies', () =>
    listAll({
      call: 'logs:DescribeResourcePolicies',
      read: (nextToken?: string) => client.send(new DescribeResourcePoliciesCommand({ nextToken })),
      items: ({ resourcePolicies }) => resourcePolicies,
      id: ({ policyName }) => policyName,
      marker: ({ nextToken }) => nextToken,
    }),
  );
  return rowsOf('log-delivery', policies, (all) => {
    const delivering = all.filter(({ policyDocument }) => policyDocument?.includes('delivery.logs.'));
    const isCovered = delivering.some(({ policyDocument = '' }) =>
      /log-group:(\/aws\/vendedlogs\/)?\*/.test(policyDocument),
    );
    const hasRoom =
      all.length < mostPolicies ||
      delivering.some(({ policyDocument = '' }) => policyDocument.length < longestPolicy - longestEntry);
    const [first] = all.filter((policy) => !delivering.includes(policy));
    const command = `logs delete-resource-policy --policy-name ${shellWord(first?.policyName ?? 'POLICY_NAME')}`;
    const text = `Delete a policy that nobody needs any more, for instance of a service that is gone; aws logs describe-resource-policies --region ${deployment.region} shows all.`;
    return {
      fine: `${all.length} of ${mostPolicies} resource policies, ${isCovered ? 'one of which lets logs be delivered' : 'with room for log delivery'}`,
      problems:
        isCovered || hasRoom
          ? []
          : [
              {
                detail: `no resource policy of CloudWatch Logs lets logs be delivered, and ${all.length} of ${mostPolicies} are there: the next deployment may fail`,
                fix: awsCommand(deployment, command, text),
              },
            ],
    };
  });
}

/** So long is the entry of a log group at most: an ARN, with quotation marks and a comma. */
const longestEntry = 600;
