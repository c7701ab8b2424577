import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { roleSession, rootArn, servicePrincipal } from '../../../local-aws/iam/principal';
import { cloudTrail } from '../../../local-aws/services/cloudtrail';
import { type HistoryContents, recordCall } from '../../../local-aws/services/event-history';
import { ManualClock } from '../../support/manual-clock';
import { serve } from '../support/serve';

const clock = new ManualClock(new Date('2026-11-23T14:00:00.000Z'));
const eventHistory: HistoryContents = { delaySeconds: 60, events: [] };
const alice = roleSession('arn:aws:iam::111111111111:role/people/Operator', 'alice');
let client: CloudTrailClient;

beforeAll(async () => {
  client = new CloudTrailClient(await serve(cloudTrail({ eventHistory, clock })));
});
beforeEach(() => {
  eventHistory.events.length = 0;
});

const record = (
  operation = 'StartExecution',
  principal: Parameters<typeof recordCall>[2]['principal'] = alice,
) =>
  recordCall(eventHistory, clock, {
    principal,
    service: 'states',
    operation,
    request: { name: 'r' },
    response: {},
  });
const lookUp = (input: LookupEventsCommandInput = {}) => client.send(new LookupEventsCommand(input));
const named = (AttributeValue: string): LookupEventsCommandInput => ({
  LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue }],
});
const identities = async () =>
  (await lookUp()).Events?.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent).userIdentity);

describe('cloudTrail', () => {
  it('shows a call once its delay is over', async () => {
    record();
    const early = await lookUp();
    clock.advance(60_000);
    const { Events } = await lookUp();
    expect([early.Events, Events?.map(({ EventName, Username }) => [EventName, Username])]).toEqual([
      [],
      [['StartExecution', 'alice']],
    ]);
  });

  it('hears the AWS CLI, which writes the whole name of the service', async () => {
    const { endpoint } = await serve(cloudTrail({ eventHistory, clock }));
    const body = '{}';
    const target = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents';
    const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' };
    const answer = await fetch(endpoint, { method: 'POST', headers, body });
    expect([answer.status, await answer.text()]).toEqual([200, '{"Events":[]}']);
  });

  it('finds by one attribute and the time, the newest first', async () => {
    record('StopExecution');
    record();
    clock.advance(10_000);
    record();
    clock.advance(60_000);
    const all = await lookUp(named('StartExecution'));
    const [newest, oldest] = all.Events?.map(({ EventTime }) => EventTime) ?? [];
    const after = await lookUp({ StartTime: newest });
    const before = await lookUp({ ...named('StartExecution'), EndTime: oldest });
    expect([all, after, before].map(({ Events }) => Events?.length)).toEqual([2, 1, 1]);
    expect((newest?.getTime() ?? 0) - (oldest?.getTime() ?? 0)).toBe(10_000);
  });

  it('gives pages', async () => {
    for (const operation of ['One', 'Two', 'Three']) record(operation);
    clock.advance(60_000);
    const first = await lookUp({ MaxResults: 2 });
    const second = await lookUp({ MaxResults: 2, NextToken: first.NextToken });
    expect([first, second].map(({ Events }) => Events?.map(({ EventName }) => EventName))).toEqual([
      ['Three', 'Two'],
      ['One'],
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  it('says who called as CloudTrail does', async () => {
    record('One', { type: 'root', accountId: '111111111111' });
    record('Two', servicePrincipal('scheduler'));
    record('Three');
    clock.advance(60_000);
    const session = 'arn:aws:sts::111111111111:assumed-role/Operator/alice';
    const sessionIssuer = { type: 'Role', arn: alice.roleArn, userName: 'Operator' };
    expect(await identities()).toEqual([
      expect.objectContaining({
        type: 'AssumedRole',
        arn: session,
        sessionContext: { sessionIssuer: expect.objectContaining(sessionIssuer) },
      }),
      { type: 'AWSService', invokedBy: 'scheduler.amazonaws.com' },
      expect.objectContaining({ type: 'Root', arn: rootArn('111111111111') }),
    ]);
  });

  it.each<[string, LookupEventsCommandInput, string]>([
    [
      'an end before the start',
      { StartTime: new Date(2000), EndTime: new Date(1000) },
      'InvalidTimeRangeException',
    ],
    ['a token of its own', { NextToken: 'x' }, 'InvalidNextTokenException'],
    [
      'two attributes',
      { LookupAttributes: [...(named('a').LookupAttributes ?? []), ...(named('b').LookupAttributes ?? [])] },
      'ValidationException',
    ],
    ['51 results a page', { MaxResults: 51 }, 'ValidationException'],
  ])('refuses %s', async (_, input, error) => {
    await expect(lookUp(input)).rejects.toMatchObject({ name: error });
  });
});
