import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { whoStarted } from '../../../lambdas/run/who-started';
import { answeredBy, type CannedAnswer, json, noAnswers } from '../support/canned-answers';

const execution = 'arn:aws:states:eu-west-1:111122223333:execution:PurgeWorkflow:run-1';
const startedAt = '2026-11-23T14:00:05.200Z';
const role =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef';
const arn = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Ops_0123456789abcdef/alice';
const identity = { type: 'AssumedRole', arn, sessionContext: { sessionIssuer: { type: 'Role', arn: role } } };

const event = (changes: object = {}, EventId = 'e-1') => ({
  EventId,
  EventName: 'StartExecution',
  CloudTrailEvent: JSON.stringify({
    userIdentity: identity,
    eventID: EventId,
    eventTime: '2026-11-23T14:00:05Z',
    sourceIPAddress: '203.0.113.7',
    responseElements: { executionArn: execution },
    ...changes,
  }),
});
const known = {
  state: 'known',
  arn,
  issuer: role,
  invokedBy: undefined,
  at: '2026-11-23T14:00:05Z',
  sourceIp: '203.0.113.7',
  eventId: 'e-1',
};

/** What the module makes of these answers, one after the other, and what was asked. */
async function askedOf(...answers: readonly CannedAnswer[]) {
  const asked: unknown[] = [];
  const left = [...answers];
  const client = new CloudTrailClient(
    answeredBy(({ body }) => {
      asked.push(JSON.parse(Buffer.from(body).toString()));
      return left.shift() ?? json({ Events: [] });
    }),
  );
  return { who: await whoStarted(client, execution, startedAt), asked };
}
const told = async (...events: readonly object[]) => (await askedOf(json({ Events: events }))).who;

describe('who started an execution', () => {
  it('is asked of the seconds around its start', async () => {
    const { asked } = await askedOf();
    const start = Date.parse(startedAt) / 1000;
    expect(asked).toEqual([
      {
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'StartExecution' }],
        StartTime: start - 10,
        EndTime: start + 10,
      },
    ]);
  });

  it('is the caller of the event that was answered with its ARN', async () => {
    const other = event({ responseElements: { executionArn: `${execution}0` } }, 'e-2');
    const failed = event({ responseElements: null, errorCode: 'ExecutionAlreadyExists' }, 'e-3');
    expect(await told(other, failed, event())).toEqual(known);
  });

  it('is looked for on every page', async () => {
    const first = json({ Events: [event({ responseElements: null }, 'e-2')], NextToken: 'next' });
    const { who, asked } = await askedOf(first, json({ Events: [event()] }));
    expect([who, asked[1]]).toEqual([known, expect.objectContaining({ NextToken: 'next' })]);
  });

  it('is who came first, where somebody asked for the same execution once more', async () => {
    const later = event({ eventTime: '2026-11-23T14:00:09Z', userIdentity: { arn: 'arn:later' } }, 'e-2');
    expect(await told(later, event())).toEqual(known);
  });

  it('is unknown where somebody else asked in the same second, and not where the same one did', async () => {
    const eve = 'arn:aws:iam::111122223333:user/eve';
    const sameSecond = (userIdentity: object) => event({ userIdentity }, 'e-2');
    expect(await told(sameSecond({ arn: eve }), event())).toEqual({
      state: 'unknown',
      failure: {
        call: 'cloudtrail:LookupEvents',
        error: 'SeveralStartersError',
        message: `In the same second it was asked for by ${eve} and by ${arn}.`,
      },
    });
    expect(await told(sameSecond(identity), event())).toMatchObject({ state: 'known', arn });
  });

  it('may be a service, which has no ARN', async () => {
    const userIdentity = { type: 'AWSService', invokedBy: 'scheduler.amazonaws.com' };
    expect(await told(event({ userIdentity }))).toEqual({
      ...known,
      arn: undefined,
      issuer: undefined,
      invokedBy: 'scheduler.amazonaws.com',
    });
  });

  it('is not there yet, where there is no such event', async () => {
    expect(await told(event({ responseElements: { executionArn: 'another' } }))).toEqual({
      state: 'not-there-yet',
    });
  });

  it.each<[string, CannedAnswer, object]>([
    ...Object.entries(noAnswers).map(([name, answer]): [string, CannedAnswer, object] => [name, answer, {}]),
    ['an event without its record', json({ Events: [{ EventId: 'e-1' }] }), {}],
    ['a record that is no JSON', json({ Events: [{ EventId: 'e-1', CloudTrailEvent: '{' }] }), {}],
    ['a record of nobody', json({ Events: [event({ userIdentity: {} })] }), {}],
    [
      'a refusal',
      { statusCode: 400, type: 'application/x-amz-json-1.1', body: '{"__type":"AccessDeniedException"}' },
      { error: 'AccessDeniedException' },
    ],
  ])('is unknown after %s', async (_, answer, failure) => {
    const { who } = await askedOf(answer);
    expect(who).toMatchObject({ state: 'unknown', failure: { call: 'cloudtrail:LookupEvents', ...failure } });
  });
});
