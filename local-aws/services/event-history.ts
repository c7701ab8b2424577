import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { type Principal, principalName } from '../iam/principal';
import { region } from '../template/physical-id';

/** What the event history of an account holds, and how late it does. A test may change it at any time. */
export interface HistoryContents {
  /** How long after a call LookupEvents begins to show it, in seconds. */
  delaySeconds: number;
  /** The oldest first. */
  readonly events: HistoryEvent[];
}

/** A management event as LookupEvents gives it, but for the time, which is ISO 8601. */
export interface HistoryEvent {
  EventId: string;
  EventName: string;
  EventTime: string;
  EventSource: string;
  ReadOnly: 'true' | 'false';
  Username?: string;
  /** The whole record, as JSON text. */
  CloudTrailEvent: string;
}

/** A call of a principal to a service of the account. */
export interface HistoryCall {
  readonly principal: Principal;
  readonly service: string;
  readonly operation: string;
  readonly request: object;
  readonly response: object;
}

/** AWS names no time for the event history; what it delivers to a trail comes "within an average of about 5 minutes". */
export const usualDelay = 300;

/** Adds a call to the history, under the time of this clock. */
export function recordCall({ events }: HistoryContents, clock: Clock, call: HistoryCall): void {
  const { principal, service, operation, request, response } = call;
  const EventTime = clock.now().toISOString();
  const EventSource = `${service}.amazonaws.com`;
  const EventId = randomUUID();
  const record = {
    eventVersion: '1.11',
    userIdentity: userIdentity(principal),
    eventTime: `${EventTime.slice(0, 19)}Z`,
    eventSource: EventSource,
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: principal.type === 'service' ? principal.name : '127.0.0.1',
    requestParameters: request,
    responseElements: response,
    eventID: EventId,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
  };
  const Username = principal.type === 'role' ? principal.sessionName : undefined;
  const told = {
    EventId,
    EventName: operation,
    EventTime,
    EventSource,
    ReadOnly: 'false',
    Username,
  } as const;
  events.push({ ...told, CloudTrailEvent: JSON.stringify(record) });
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function userIdentity(principal: Principal): object {
  if (principal.type === 'service') return { type: 'AWSService', invokedBy: principal.name };
  const { accountId } = principal;
  const arn = principalName(principal);
  if (principal.type === 'root') return { type: 'Root', principalId: accountId, arn, accountId };
  const { roleArn, sessionName } = principal;
  const roleId = `AROA${createHash('sha256').update(roleArn).digest('hex').slice(0, 17).toUpperCase()}`;
  const userName = roleArn.split('/').at(-1);
  const sessionIssuer = { type: 'Role', principalId: roleId, arn: roleArn, accountId, userName };
  const principalId = `${roleId}:${sessionName}`;
  return { type: 'AssumedRole', principalId, arn, accountId, sessionContext: { sessionIssuer } };
}
