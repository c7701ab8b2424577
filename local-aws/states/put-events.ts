import { randomUUID } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { TaskIntegration } from './state';
import { StatesError } from './states-error';

/** An event for a bus; the bus as the entry names it, by name or ARN. */
export interface EventEntry {
  readonly eventBus: string;
  readonly event: { source: string; 'detail-type': string; detail: JsonObject; resources: string[] };
}

/**
 * Puts events on event buses, with the ARNs of the execution and of its state machine as their resources. `send` throws
 * where the role may not use a bus; a bus that is not there takes the event and drops it, as EventBridge does. An entry
 * that is refused fails the task.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
 */
export function putEvents(send: (entry: EventEntry) => void = () => undefined): TaskIntegration {
  return async (args, { resources = [] }) => {
    const entries = isJsonObject(args) && Array.isArray(args.Entries) ? args.Entries : [];
    if (entries.length < 1 || entries.length > 10)
      throw new StatesError('EventBridge.ValidationException', 'Entries must have 1 to 10 members');
    const results = entries.map((entry) => accept(entry, [...resources], send));
    const failed = results.filter((result) => 'ErrorCode' in result);
    const answer = { Entries: results, FailedEntryCount: failed.length };
    if (failed.length > 0) throw new StatesError('EventBridge.FailedEntry', JSON.stringify(answer));
    return answer;
  };
}

function accept(entry: Json, resources: string[], send: (entry: EventEntry) => void): JsonObject {
  const { Source, DetailType, Detail, EventBusName = 'default' } = isJsonObject(entry) ? entry : {};
  if (typeof Source !== 'string' || typeof DetailType !== 'string')
    return refused('InvalidArgument', 'Source and DetailType must be specified');
  if (Source.startsWith('aws.'))
    return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  if (DetailType.length > 128) return refused('InvalidArgument', 'DetailType is longer than 128 characters');
  if (!isJsonObject(Detail)) return refused('MalformedDetail', 'Detail is malformed.');
  const event = { source: Source, 'detail-type': DetailType, detail: Detail, resources };
  try {
    send({ eventBus: String(EventBusName), event });
  } catch (error) {
    throw new StatesError(
      error instanceof Error ? `EventBridge.${error.name}` : 'States.TaskFailed',
      String(error),
    );
  }
  return { EventId: randomUUID() };
}

const refused = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });
