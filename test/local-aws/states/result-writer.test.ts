import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../local-aws/json';
import { ResultFiles } from '../../../local-aws/states/result-files';
import { distributed, failingOnBad } from './distributed';
import { memoryStore, run } from './run';

interface Written {
  status: string;
  output: { MapRunArn: string; ResultWriterDetails: { Bucket: string; Key: string } };
}

/** Runs a Map over these items and gives its output, and what it wrote by file name. */
async function write(
  Items: Json,
  WriterConfig?: JsonObject,
  fields: JsonObject = { ToleratedFailurePercentage: 100 },
) {
  const { objects, ...store } = memoryStore();
  const ResultWriter = {
    Resource: 'arn:aws:states:::s3:putObject',
    Arguments: { Bucket: 'b', Prefix: "{% 'runs/' & $states.context.Execution.Name %}" },
    ...(WriterConfig && { WriterConfig }),
  };
  const ended = await run(
    { A: distributed(failingOnBad, { Items, ResultWriter, ...fields }) },
    { objects: store },
  );
  const files = Object.entries(objects).map(([key, body]) => [key.split('/').at(-1), body]);
  return { ended: ended as Written, objects, files: Object.fromEntries(files) as Record<string, string> };
}

describe('a ResultWriter', () => {
  it('writes a manifest and gives its key as the state’s result', async () => {
    const { ended, objects, files } = await write(['good', 'bad'], { Transformation: 'COMPACT' });
    const { MapRunArn, ResultWriterDetails } = ended.output;
    const id = MapRunArn.split(':').at(-1);
    expect(MapRunArn).toBe(`arn:aws:states:eu-west-1:111111111111:mapRun:Purge/Accounts:${id}`);
    expect(ResultWriterDetails).toEqual({ Bucket: 'b', Key: `runs/run-1/${id}/manifest.json` });
    expect(JSON.parse(objects[ResultWriterDetails.Key] ?? '')).toEqual({
      DestinationBucket: 'b',
      MapRunArn,
      ResultFiles: {
        FAILED: [{ Key: `runs/run-1/${id}/FAILED_0.json`, Size: files['FAILED_0.json']?.length }],
        PENDING: [],
        SUCCEEDED: [{ Key: `runs/run-1/${id}/SUCCEEDED_0.json`, Size: 8 }],
      },
    });
  });

  it('writes everything about a child by default', async () => {
    const { files } = await write(['good']);
    const [element] = JSON.parse(files['SUCCEEDED_0.json'] ?? '');
    expect(element).toEqual({
      ExecutionArn: expect.stringMatching(
        `^arn:aws:states:eu-west-1:111111111111:express:Purge/Accounts:${element.Name}:[0-9a-f-]{36}$`,
      ),
      Input: '"good"',
      InputDetails: { Included: true },
      Name: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Output: '"good"',
      OutputDetails: { Included: true },
      RedriveCount: 0,
      RedriveStatus: 'NOT_REDRIVABLE',
      StartDate: '2026-01-31T09:00:00.000Z',
      StateMachineArn: 'arn:aws:states:eu-west-1:111111111111:stateMachine:Purge/Accounts',
      Status: 'SUCCEEDED',
      StopDate: '2026-01-31T09:00:00.000Z',
    });
  });

  it.each([[undefined], [{ Transformation: 'COMPACT' }]])(
    'writes everything about a failed child with %j',
    async (WriterConfig) => {
      const { files } = await write(['bad'], WriterConfig);
      expect(JSON.parse(files['FAILED_0.json'] ?? '')).toEqual([
        expect.objectContaining({
          Input: '"bad"',
          Status: 'FAILED',
          Error: 'Bad',
          Cause: 'it is bad',
          RedriveStatus: 'REDRIVABLE_BY_MAP_RUN',
        }),
      ]);
      expect(files['SUCCEEDED_0.json']).toBeUndefined();
    },
  );

  it('writes the outputs alone with COMPACT', async () => {
    const { files } = await write([1, [2, 3], null], { Transformation: 'COMPACT', OutputType: 'JSON' });
    expect(files['SUCCEEDED_0.json']).toBe('[1,[2,3],null]');
  });

  it('writes a manifest without files for no items', async () => {
    const { ended, files } = await write([]);
    expect(ended.status).toBe('SUCCEEDED');
    expect(Object.keys(files)).toEqual(['manifest.json']);
    expect(JSON.parse(files['manifest.json'] ?? '').ResultFiles).toEqual({
      FAILED: [],
      PENDING: [],
      SUCCEEDED: [],
    });
  });

  it('writes what there is when the Map Run fails', async () => {
    const { ended, files } = await write(
      ['good', 'bad'],
      { Transformation: 'COMPACT' },
      { MaxConcurrency: 1 },
    );
    expect(ended).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
    expect(Object.keys(files).sort()).toEqual(['FAILED_0.json', 'SUCCEEDED_0.json', 'manifest.json']);
  });

  it('fails with States.ResultWriterFailed when nothing can be written', async () => {
    const putObject = async () => {
      throw new Error('NoSuchBucket');
    };
    const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b' } };
    const states = { A: distributed(failingOnBad, { Items: [1], ResultWriter }) };
    expect(await run(states, { objects: { ...memoryStore(), putObject } })).toMatchObject({
      error: 'States.ResultWriterFailed',
      cause: expect.stringMatching(/^Cannot write S3:\/\/b\/[0-9a-f-]{36}\/SUCCEEDED_0\.json: NoSuchBucket$/),
    });
  });
});

it('begins another result file when one gets long, so that memory stays bounded', async () => {
  const { objects, putObject } = memoryStore();
  const files = new ResultFiles('p/SUCCEEDED', (key, body) => putObject('b', key, body));
  const long = 'x'.repeat(16 * 1024 * 1024);
  await files.add(long);
  await files.add('short');
  expect(await files.finish()).toEqual([
    { Key: 'p/SUCCEEDED_0.json', Size: long.length + 4 },
    { Key: 'p/SUCCEEDED_1.json', Size: 9 },
  ]);
  expect(objects['p/SUCCEEDED_1.json']).toBe('["short"]');
});
