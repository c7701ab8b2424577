import { z } from 'zod';
import { type Clock, systemClock } from '../clock';
import type { Authorize } from '../iam/access-control';
import { AwsError } from '../wire/aws-error';
import { ServiceApp } from '../wire/service';
import type { HistoryContents, HistoryEvent } from './event-history';

/** The event history, and who may look things up in it. */
export interface CloudTrailOptions {
  /** @default nothing */
  eventHistory?: HistoryContents;
  clock?: Clock;
  /** @default everyone may do everything */
  authorize?: Authorize;
}

const seconds = z.number().transform((value) => value * 1000);
const lookupInput = z.strictObject({
  LookupAttributes: z
    .array(
      z.strictObject({
        AttributeKey: z.enum(['EventId', 'EventName', 'ReadOnly', 'Username', 'EventSource']),
        AttributeValue: z.string(),
      }),
    )
    .max(1)
    .default([]),
  StartTime: seconds.default(0),
  EndTime: seconds.default(Number.MAX_SAFE_INTEGER),
  MaxResults: z.number().int().min(1).max(50).default(50),
  NextToken: z.string().optional(),
});
type Lookup = z.infer<typeof lookupInput>;

/**
 * AWS CloudTrail as far as LookupEvents goes: by one attribute at most, the newest first, and nothing before its delay
 * is over.
 */
export function cloudTrail({ eventHistory, clock = systemClock, authorize }: CloudTrailOptions): ServiceApp {
  return new ServiceApp('cloudtrail', {
    LookupEvents: ({ parameters, signer }) => {
      authorize?.(signer, { action: 'cloudtrail:LookupEvents', resource: '*' });
      const lookup = lookupInput.parse(parameters);
      if (lookup.StartTime > lookup.EndTime)
        throw new AwsError('InvalidTimeRangeException', 'The start time is after the end time.');
      const { delaySeconds = 0, events = [] } = eventHistory ?? {};
      const shownUntil = clock.now().getTime() - delaySeconds * 1000;
      const found = events.filter((event) => timeOf(event) <= shownUntil && isMatch(event, lookup)).reverse();
      return pageOf(found, lookup);
    },
  });
}

const timeOf = ({ EventTime }: HistoryEvent) => Date.parse(EventTime);

function isMatch(event: HistoryEvent, { LookupAttributes, StartTime, EndTime }: Lookup): boolean {
  const isInTime = timeOf(event) >= StartTime && timeOf(event) <= EndTime;
  return isInTime && LookupAttributes.every((wanted) => event[wanted.AttributeKey] === wanted.AttributeValue);
}

function pageOf(found: readonly HistoryEvent[], { MaxResults, NextToken = '0' }: Lookup) {
  const start = Number(NextToken);
  if (!Number.isInteger(start)) throw new AwsError('InvalidNextTokenException', 'The token is not valid.');
  const end = start + MaxResults;
  const Events = found
    .slice(start, end)
    .map((event) => ({ ...event, EventTime: timeOf(event) / 1000, Resources: [] }));
  return { Events, ...(end < found.length && { NextToken: String(end) }) };
}
