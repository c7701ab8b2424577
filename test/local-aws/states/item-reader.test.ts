import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../local-aws/json';
import { distributed } from './distributed';
import { memoryStore, run } from './run';

const reading = (ReaderConfig: JsonObject, ItemSelector: JsonObject | undefined = undefined) =>
  distributed(
    { B: { Type: 'Succeed' } },
    {
      ...(ItemSelector && { ItemSelector }),
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig,
        Arguments: { Bucket: 'b', Key: "{% 'runs/' & $states.context.Execution.Name & '/items' %}" },
      },
    },
  );

const read = (body: string, config: JsonObject, selector?: JsonObject) =>
  run({ A: reading(config, selector) }, { objects: memoryStore({ 'runs/run-1/items': body }) });

describe('an ItemReader', () => {
  it.each<[string, string, JsonObject]>([
    ['a JSON array', '["a","b"]', { InputType: 'JSON' }],
    [
      'the array at a JSON pointer',
      '{"x":{"y/z":[0,["a","b"]]}}',
      { InputType: 'JSON', ItemsPointer: '/x/y~1z/1' },
    ],
    ['at most MaxItems', '["a","b","c"]', { InputType: 'JSON', MaxItems: '{% 2 %}' }],
  ])('reads %s', async (_, body, config) => {
    expect(await read(body, config)).toEqual({ status: 'SUCCEEDED', output: ['a', 'b'] });
  });

  it('tells ItemSelector where each item comes from', async () => {
    const selector = { item: '{% $states.context.Map.Item %}' };
    expect(await read('["a"]', { InputType: 'JSON' }, selector)).toMatchObject({
      output: [{ item: { Index: 0, Value: 'a', Source: 'S3://b/runs/run-1/items' } }],
    });
  });

  it.each<[string, string, JsonObject, string]>([
    ['is not JSON', '[', { InputType: 'JSON' }, 'Cannot read the items of S3://b/runs/run-1/items: .*JSON'],
    ['has no array', '{"a":1}', { InputType: 'JSON' }, 'Attempting to map over non-iterable node.'],
    [
      'has nothing at the pointer',
      '{"a":1}',
      { InputType: 'JSON', ItemsPointer: '/b/c' },
      'Attempting to map over non-iterable node.',
    ],
    [
      'has no array at the pointer',
      '{"a":1}',
      { InputType: 'JSON', ItemsPointer: '/a' },
      'Attempting to map over non-iterable node.',
    ],
  ])('fails with States.ItemReaderFailed when the object %s', async (_, body, config, reason) => {
    expect(await read(body, config)).toMatchObject({
      status: 'FAILED',
      error: 'States.ItemReaderFailed',
      cause: expect.stringMatching(`^${reason}`),
    });
  });

  it('fails with States.ItemReaderFailed when there is no object', async () => {
    expect(await run({ A: reading({ InputType: 'JSON' }) })).toEqual({
      status: 'FAILED',
      error: 'States.ItemReaderFailed',
      cause: 'Cannot read the items of S3://b/runs/run-1/items: NoSuchKey: b/runs/run-1/items',
    });
  });
});
