import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';
import { contentOf } from '../aws-calls/content-of';
import { listAll } from '../aws-calls/whole-list';
import { failureOf, SeveralStartersError } from '../skeleton/errors';
import type { Origin, WhoStarted } from './model';

const call = 'cloudtrail:LookupEvents';

/**
 * In milliseconds, to either side of the start: the time of an event is that of the request, to the second. Step
 * Functions answers the same name and input once more as long as the execution runs, and whoever asks later did not
 * start it.
 */
const around = 10_000;

/** In milliseconds. LookupEvents is answered twice a second in an account: 2,000 starts around this one. */
const patience = 20_000;

/** What is of use here in a record of StartExecution; where it failed there is no response. */
const StartRecord = z.object({
  userIdentity: z.object({
    arn: z.optional(z.string()),
    invokedBy: z.optional(z.string()),
    sessionContext: z.optional(
      z.object({ sessionIssuer: z.optional(z.object({ arn: z.optional(z.string()) })) }),
    ),
  }),
  eventID: z.string(),
  eventTime: z.string(),
  sourceIPAddress: z.optional(z.string()),
  responseElements: z.nullish(z.object({ executionArn: z.optional(z.string()) })),
});
type StartRecord = z.infer<typeof StartRecord>;

/** Who started the execution of a run; `undefined` where an earlier version began it, which did not keep its ARN. */
export async function whoStartedRun(
  cloudTrail: CloudTrailClient,
  { origin, startedAt }: Begun,
): Promise<WhoStarted | undefined> {
  return origin && whoStarted(cloudTrail, origin.executionArn, startedAt);
}

interface Begun {
  readonly origin?: Origin;
  readonly startedAt: string;
}

/**
 * Who started an execution by CloudTrail's event history, which nobody can write to, unlike the execution input. It
 * never fails: what cannot be read is `unknown`. CloudTrail is late by minutes, and says nothing after 90 days.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export async function whoStarted(
  cloudTrail: CloudTrailClient,
  executionArn: string,
  startedAt: string,
): Promise<WhoStarted> {
  try {
    const records = await startsAround(cloudTrail, Date.parse(startedAt));
    const first = firstOf(records.filter((record) => record.responseElements?.executionArn === executionArn));
    return first ? knownFrom(first) : { state: 'not-there-yet' };
  } catch (error) {
    return { state: 'unknown', failure: failureOf(call, error) };
  }
}

/** @throws SeveralStartersError where the second, which is all that CloudTrail tells, does not say who was first */
function firstOf(records: readonly StartRecord[]): StartRecord | undefined {
  const [first, ...others] = records.toSorted((one, other) => one.eventTime.localeCompare(other.eventTime));
  const callers = [first, ...others].filter((record) => record?.eventTime === first?.eventTime).map(callerOf);
  if (new Set(callers).size > 1) throw new SeveralStartersError(callers);
  return first;
}

const callerOf = (record: StartRecord | undefined) =>
  record?.userIdentity.arn ?? record?.userIdentity.invokedBy ?? 'somebody without a name';

async function startsAround(cloudTrail: CloudTrailClient, start: number): Promise<StartRecord[]> {
  const abortSignal = AbortSignal.timeout(patience);
  const events = await listAll({
    call,
    read: (NextToken) =>
      cloudTrail.send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'StartExecution' }],
          StartTime: new Date(start - around),
          EndTime: new Date(start + around),
          NextToken,
        }),
        { abortSignal },
      ),
    items: ({ Events }) => Events,
    id: ({ EventId }) => EventId,
    marker: ({ NextToken }) => NextToken,
  });
  return events.map(({ CloudTrailEvent }) =>
    z.parse(StartRecord, JSON.parse(contentOf(call, 'the record of an event', CloudTrailEvent))),
  );
}

function knownFrom({ userIdentity, eventID, eventTime, sourceIPAddress }: StartRecord): WhoStarted {
  const { arn, invokedBy, sessionContext } = userIdentity;
  contentOf(call, 'who started the execution', arn ?? invokedBy);
  return {
    state: 'known',
    arn,
    issuer: sessionContext?.sessionIssuer?.arn,
    invokedBy,
    at: eventTime,
    sourceIp: sourceIPAddress,
    eventId: eventID,
  };
}
