import { expect, it } from 'vitest';
import type { Json } from '../../../local-aws/json';
import { type EventEntry, putEvents } from '../../../local-aws/states/put-events';

const entry = { Source: 'me', DetailType: 'It Happened', Detail: { n: 1 } };
const resources = ['arn:execution', 'arn:machine'];

function put(args: Json, refuse?: () => void) {
  const sent: EventEntry[] = [];
  const call = { signal: new AbortController().signal, resources, submitted: () => undefined };
  const answer = putEvents((each) => {
    refuse?.();
    sent.push(each);
  })(args, call);
  return { sent, answer };
}

it('sends each event to its bus, and says what became of each', async () => {
  const { sent, answer } = put({ Entries: [entry, { ...entry, EventBusName: 'other' }] });
  expect(await answer).toEqual({
    Entries: [{ EventId: expect.any(String) }, { EventId: expect.any(String) }],
    FailedEntryCount: 0,
  });
  const event = { source: 'me', 'detail-type': 'It Happened', detail: { n: 1 }, resources };
  expect(sent).toEqual([
    { eventBus: 'default', event },
    { eventBus: 'other', event },
  ]);
});

it.each<[string, Json, string]>([
  ['a source of AWS', { ...entry, Source: 'aws.s3' }, 'NotAuthorizedForSourceException'],
  ['a detail that is no object', { ...entry, Detail: '{' }, 'MalformedDetail'],
  ['no detail type', { Source: 'me', Detail: {} }, 'InvalidArgument'],
  ['a detail type that is too long', { ...entry, DetailType: 'x'.repeat(129) }, 'InvalidArgument'],
])('fails the task for %s, and sends the others', async (_, bad, code) => {
  const { sent, answer } = put({ Entries: [bad, entry] });
  await expect(answer).rejects.toMatchObject({
    name: 'EventBridge.FailedEntry',
    cause: expect.stringContaining(`"ErrorCode":"${code}"`),
  });
  expect(sent).toHaveLength(1);
});

it.each<[string, Json]>([
  ['none', { Entries: [] }],
  ['eleven', { Entries: Array.from({ length: 11 }, () => entry) }],
])('takes one to ten entries, not %s', async (_, args) => {
  await expect(put(args).answer).rejects.toMatchObject({ name: 'EventBridge.ValidationException' });
});

it('fails in the words of the service where the role may not', async () => {
  const denied = () => {
    throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
  };
  await expect(put({ Entries: [entry] }, denied).answer).rejects.toMatchObject({
    name: 'EventBridge.AccessDeniedException',
  });
});
