import { DescribeAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { clientDefaults } from './shared/aws-clients';
import { env } from './shared/env';
import { logger, stateHandler } from './shared/handler';
import { joinedAccountId } from './shared/joined-account';

/** What EventBridge hands over, as far as it is published. */
export const AccountEvent = z.looseObject({
  id: z.string(),
  time: z.string(),
  detail: z.looseObject({ eventName: z.string() }),
});
export type AccountEvent = z.infer<typeof AccountEvent>;

export interface StartForAccountServices {
  readonly organizations: OrganizationsClient;
  readonly sfn: SFNClient;
  readonly sns: SNSClient;
  readonly stateMachineArn: string;
  readonly alarmsTopicArn: string;
  readonly managementAccountId: string;
}

/** What became of an event; `reported` is in an email to those who watch the app. */
export type StartedForAccount = { started: string } | { ignored: string } | { reported: string };

/**
 * Starts an execution for the account that an event says was created or joined. All the events about that give the
 * execution the same name, so Step Functions refuses the second one.
 */
export async function startForAccount(
  services: StartForAccountServices,
  event: AccountEvent,
): Promise<StartedForAccount> {
  const { managementAccountId } = services;
  const accountId = joinedAccountId(event.detail, managementAccountId);
  if (accountId === undefined) return report(services, event, 'It names no account, or more than one.');
  if (accountId === managementAccountId) return { ignored: 'It is about the management account.' };
  const joined = await joinedTimestamp(services.organizations, accountId);
  if (!joined) return report(services, event, `${accountId} is not in the organization.`);
  return start(services, event, accountId, executionName(accountId, joined, new Date(event.time)));
}

/**
 * Has the time at which the account joined. As long as that name may not be free again, which is 90 days after the end
 * of an execution: what happens later is about something else, and has the time of the event.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html (`name`)
 */
function executionName(accountId: string, joined: Date, happened: Date): string {
  const isLater = happened.getTime() - joined.getTime() > 90 * 24 * 60 * 60 * 1000;
  const time = (isLater ? happened : joined).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${isLater ? 'event' : 'joined'}-${accountId}-${time}`;
}

/** `undefined` for an account that is not in the organization. */
async function joinedTimestamp(client: OrganizationsClient, AccountId: string): Promise<Date | undefined> {
  try {
    const { Account } = await client.send(new DescribeAccountCommand({ AccountId }));
    if (!Account?.JoinedTimestamp) throw new Error(`Organizations does not say when ${AccountId} joined.`);
    return Account.JoinedTimestamp;
  } catch (error) {
    if (error instanceof Error && error.name === 'AccountNotFoundException') return undefined;
    throw error;
  }
}

async function start(
  { sfn, stateMachineArn }: StartForAccountServices,
  { id, detail: { eventName } }: AccountEvent,
  accountId: string,
  name: string,
): Promise<StartedForAccount> {
  const reason = `The account joined the organization (${eventName}, event ${id}).`;
  const input = JSON.stringify({ accounts: [accountId], reason });
  try {
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    return { started: executionArn ?? name };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ExecutionAlreadyExists') throw error;
    return { ignored: `${name} was already started.` };
  }
}

/** Never dropped silently: somebody may have to start an execution by hand. */
async function report(
  { sns, alarmsTopicArn }: StartForAccountServices,
  { id, time, detail: { eventName } }: AccountEvent,
  why: string,
): Promise<StartedForAccount> {
  logger.error('No execution was started for an event', { eventId: id, eventName, why });
  await sns.send(
    new PublishCommand({
      TopicArn: alarmsTopicArn,
      Subject: 'Root credential purge: an event started nothing',
      Message: `${eventName} of ${time} (event ${id}) started no execution: ${why}\n\nFind the event in CloudTrail. Where an account did join the organization, start the state machine with {"accounts": ["<its ID>"]}.`,
    }),
  );
  return { reported: why };
}

const organizations = new OrganizationsClient(clientDefaults);
const sfn = new SFNClient(clientDefaults);
const sns = new SNSClient(clientDefaults);

export const handler = stateHandler(AccountEvent, (event) =>
  startForAccount(
    {
      organizations,
      sfn,
      sns,
      stateMachineArn: env('STATE_MACHINE_ARN'),
      alarmsTopicArn: env('ALARMS_TOPIC_ARN'),
      managementAccountId: env('MANAGEMENT_ACCOUNT_ID'),
    },
    event,
  ),
);
