import { isJsonObject, type Json, type JsonObject } from '../../../../local-aws/json';
import { DefinitionError } from '../../../../local-aws/states/definition-error';
import { detailsOf, parsed, type Recording } from './recording';
import { runRecording } from './run-recording';

/** What two histories are compared in, from what matters most to what matters least. */
const views = {
  'states entered': (events: JsonObject[]): Json =>
    events
      .filter(({ type }) => String(type).endsWith('StateEntered'))
      .map((event) => detailsOf(event).name ?? null),
  status: (events: JsonObject[]): Json => events.at(-1)?.type ?? null,
  error: (events: JsonObject[]): Json => end(events).error ?? null,
  cause: (events: JsonObject[]): Json => end(events).cause ?? null,
  output: (events: JsonObject[]): Json => end(events).output ?? null,
  events: (events: JsonObject[]): Json => events.map(({ type }) => type ?? null),
  'order of events': (events: JsonObject[]): Json =>
    events.map(({ previousEventId }) => previousEventId ?? null),
  'details of events': (events: JsonObject[]): Json =>
    events.map((event) => event.anyEventDetails ?? detailsOf(event)),
};

const end = (events: JsonObject[]) => detailsOf(events.at(-1) ?? {});

/** What differs first: the definition is refused, something in the history, or nothing. */
export type Kind = 'refused' | keyof typeof views | 'nothing';
export const kinds: readonly string[] = ['refused', ...Object.keys(views), 'nothing'];

/** A difference, or that there is none. */
export interface Verdict {
  kind: string;
  recorded?: Json;
  here?: Json;
}

/** Runs a recording on this engine and says where it goes another way than it did on AWS. */
export async function compare(recording: Recording): Promise<Verdict> {
  try {
    const { history } = await runRecording(recording);
    return compareHistories(recording.events.map(likeTask), JSON.parse(JSON.stringify(history)));
  } catch (error) {
    if (error instanceof DefinitionError) return { kind: 'refused', here: error.message };
    throw error;
  }
}

function compareHistories(recorded: JsonObject[], here: JsonObject[]): Verdict {
  for (const [kind, view] of Object.entries(views)) {
    const [theirs, ours] = [view(recorded), view(here)];
    if (!same(theirs, ours)) return { kind, ...firstDifference(theirs, ours) };
  }
  return { kind: 'nothing' };
}

/**
 * A function that is a Task's Resource itself has events of its own with details of their own. Here it is called by
 * `lambda:invoke`, as a script turned the definition, so that only their types can be compared.
 */
function likeTask(event: JsonObject): JsonObject {
  const type = String(event.type);
  if (!/^LambdaFunction/.test(type)) return event;
  const { id = null, previousEventId = null } = event;
  return { id, previousEventId, type: type.replace(/^LambdaFunction/, 'Task'), anyEventDetails: anything };
}

const anything = '<anything>';

/** The first element that differs, of two lists of one length; otherwise all. */
function firstDifference(recorded: Json, here: Json): { recorded: Json; here: Json } {
  if (!Array.isArray(recorded) || !Array.isArray(here) || recorded.length !== here.length)
    return { recorded, here };
  const index = recorded.findIndex((element, position) => !same(element, here[position]));
  return { recorded: [index + 1, recorded[index] ?? null], here: [index + 1, here[index] ?? null] };
}

/** Whether a value is what was recorded, where a mask stands for any; texts that are JSON are compared as JSON. */
export function same(recorded: Json | undefined, here: Json | undefined): boolean {
  const [theirs, ours] = [parsed(recorded), parsed(here)];
  if (typeof theirs === 'string') return matchesMask(theirs, ours);
  if (Array.isArray(theirs))
    return (
      Array.isArray(ours) &&
      theirs.length === ours.length &&
      theirs.every((each, index) => same(each, ours[index]))
    );
  if (!isJsonObject(theirs)) return theirs === ours;
  if (!isJsonObject(ours)) return false;
  const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  return [...names].every((name) => name in theirs && name in ours && same(theirs[name], ours[name]));
}

/** Whole texts that stand for a time, a name or an ID. */
const masks =
  /^(?:timestamp|date|\w+-(?:time|date)|bucket-name|file-key|snf_role_arn|\w+_name|\w*-?RequestId)$/;

function matchesMask(recorded: string, here: Json | undefined): boolean {
  if (recorded === here || recorded === anything || masks.test(recorded)) return true;
  const pattern = recorded
    .split(/<[^<>]+>/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return typeof here === 'string' && new RegExp(`^${pattern}$`, 's').test(here);
}
