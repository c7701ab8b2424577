import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { clientDefaults } from './aws-calls/client-defaults';
import { contentOf } from './aws-calls/content-of';
import { joinedAccountId } from './organization/joined-account';
import { describeAccount } from './organization/organization';
import { isLongAgo, joinedRunName } from './run/execution-names';
import { env } from './skeleton/env';
import { stateHandler } from './skeleton/handler';
import { logger } from './skeleton/logger';

/** An event about an account as EventBridge hands it over, as far as it is published. */
export const AccountEvent = z.looseObject({
  id: z.string(),
  time: z.string(),
  detail: z.looseObject({ eventName: z.string() }),
});
export type AccountEvent = z.infer<typeof AccountEvent>;

interface StartForAccountServices {
  readonly organizations: OrganizationsClient;
  readonly sfn: SFNClient;
  readonly sns: SNSClient;
  readonly stateMachineArn: string;
  readonly alarmsTopicArn: string;
  readonly managementAccountId: string;
}

/** What became of an event about an account; `reported` is in an email to those who watch the app. */
type StartedForAccount = { started: string } | { ignored: string } | { reported: string };

/**
 * Starts an execution for the account that an event says was created or joined. All the events about that give the
 * execution the same name, so Step Functions refuses the second one.
 */
export async function startForAccount(
  services: StartForAccountServices,
  event: AccountEvent,
  now: Date,
): Promise<StartedForAccount> {
  const { managementAccountId } = services;
  const accountId = joinedAccountId(event.detail, managementAccountId);
  if (accountId === undefined) return report(services, event, 'It names no account, or more than one.');
  if (accountId === managementAccountId) return { ignored: 'It is about the management account.' };
  const joined = await joinedTimestamp(services.organizations, accountId, isFresh(event, now));
  if (!joined) return report(services, event, `${accountId} is not in the organization.`);
  if (isEnrolled(event, joined))
    return { ignored: `${accountId} joined long ago, and was only enrolled now.` };
  return start(services, event, accountId, joinedRunName(accountId, joined, new Date(event.time)));
}

/** Control Tower also creates the managed account of one that is there already; its root user is as it was. */
function isEnrolled({ time, detail: { eventName } }: AccountEvent, joined: Date): boolean {
  return eventName === 'CreateManagedAccount' && isLongAgo(joined, new Date(time));
}

/**
 * Whether Organizations may not show yet what the event is about: its changes become visible after a while. Lambda
 * tries twice more, after one minute and two more minutes, so that the last try is never this early.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_troubleshoot.html
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
function isFresh({ time }: AccountEvent, now: Date): boolean {
  return Math.abs(now.getTime() - new Date(time).getTime()) < 2 * 60 * 1000;
}

/**
 * `undefined` for an account that is not in the organization.
 * @throws AccountNotFoundException where it may be there in a moment
 */
async function joinedTimestamp(
  client: OrganizationsClient,
  AccountId: string,
  mayAppear: boolean,
): Promise<Date | undefined> {
  try {
    const { JoinedTimestamp } = await describeAccount(client, AccountId);
    return contentOf('organizations:DescribeAccount', `when ${AccountId} joined`, JoinedTimestamp);
  } catch (error) {
    if (mayAppear || !(error instanceof Error) || error.name !== 'AccountNotFoundException') throw error;
    return undefined;
  }
}

async function start(
  { sfn, stateMachineArn }: StartForAccountServices,
  { id, detail: { eventName } }: AccountEvent,
  accountId: string,
  name: string,
): Promise<StartedForAccount> {
  const reason = `The account joined the organization (${eventName}, event ${id}).`;
  const startedBy = `the event ${id} (${eventName})`;
  const input = JSON.stringify({ accounts: [accountId], reason, startedBy });
  try {
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    return { started: contentOf('states:StartExecution', 'the execution', executionArn) };
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

/** The Lambda `StartForAccount`: EventBridge invokes it with every event about a new account. */
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
    new Date(),
  ),
);
