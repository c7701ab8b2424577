import { SNSClient, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { accountId, countCredentials, openAccount, region, roleSession } from '../../local-aws';
import { ManualClock } from '../support/manual-clock';
import { alice, bob } from './support/approvers';
import { eventually, type StartedRun, useScenario } from './support/scenario';

const clock = new ManualClock(new Date());
const scenario = useScenario({ clock });
const threeQuarters = 54 * 60 * 60 * 1000;

const { template } = await openAccount({ assembly: inject('assembly'), stackName: 'RootCredentialPurge' });
const TopicArn =
  template.topics().find(({ subscriptions }) => subscriptions.some(({ endpoint }) => endpoint === alice))
    ?.arn ?? '';
const queue = `arn:aws:sqs:${region}:${accountId}:mallory`;

/** Somebody in the account who may do everything with SNS. */
let mallory: SNSClient;
beforeAll(() => {
  const { access, endpoints } = scenario.app;
  const roleArn = `arn:aws:iam::${accountId}:role/Mallory`;
  access.putRolePolicies(roleArn, [
    { Statement: [{ Effect: 'Allow', Action: ['sns:*'], Resource: ['*'], Condition: {} }] },
  ]);
  mallory = new SNSClient({
    endpoint: endpoints.AWS_ENDPOINT_URL_SNS,
    region,
    credentials: access.credentialsOf(roleSession(roleArn, 'mallory')),
  });
});

let undo: () => Promise<unknown> = async () => undefined;
afterEach(() => undo());

async function subscribe(Protocol: string, Endpoint: string): Promise<void> {
  const { SubscriptionArn } = await mallory.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
  undo = () => mallory.send(new UnsubscribeCommand({ SubscriptionArn }));
}

/** The address of the report in S3 is none. */
const holdsLink = ({ message }: { message: string }) => /https?:\/\//.test(message);

async function expectRefused(run: StartedRun, ...named: string[]): Promise<void> {
  const result = await run.execution.result;
  expect(result).toMatchObject({ status: 'FAILED', error: 'SomeAccountsNotSettled' });
  for (const text of ['StrangersOnTopicError', ...named]) expect(run.object('report.json')).toContain(text);
  expect(run.emails().filter(holdsLink)).toEqual([]);
  expect(run.object('approval.json')).toBeUndefined();
  expect(countCredentials(scenario.organization)).toBe(14);
}

describe('a link is mailed to nobody', () => {
  it.each([
    ['sqs', queue],
    ['lambda', `arn:aws:lambda:${region}:${accountId}:function:mallory`],
  ])(
    'where %s %s is subscribed to the topic of Alice, and the report says so',
    async (protocol, endpoint) => {
      await subscribe(protocol, endpoint);
      scenario.organize();
      await expectRefused(scenario.run(), `${protocol} ${endpoint} would get the links of ${alice}`);
    },
  );

  it('for a privileged task either', async () => {
    await subscribe('sqs', queue);
    const { buckets } = scenario.organize({ resources: true });
    const bucket = buckets.find(({ policy }) => policy);
    const run = scenario.runTask({
      task: 'delete-bucket-policy',
      account: bucket?.accountId ?? '',
      bucket: bucket?.name ?? '',
      reason: 'Nobody can get in',
    });
    expect(await run.execution.result).toMatchObject({ status: 'FAILED' });
    expect(run.object('report.json')).toContain('StrangersOnTopicError');
    expect(run.emails().filter(holdsLink)).toEqual([]);
    expect(run.object('approval.json')).toBeUndefined();
  });
});

describe('a reminder is mailed to nobody', () => {
  it('where somebody subscribed since the request, whose links decide all the same', async () => {
    scenario.organize();
    const run = scenario.run();
    await Promise.all([run.link(alice), run.link(bob)]);
    await subscribe('sqs', queue);
    clock.advance(threeQuarters);
    await eventually(
      () => scenario.logs.find((line) => /RemindApprovers.*StrangersOnTopicError/.test(line)),
      run.execution,
    );
    expect(run.emails().filter(holdsLink)).toHaveLength(2);
    run.execution.stop();
    await run.execution.result;
  });
});
