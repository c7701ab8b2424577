import '../support/quiet';
import { S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readMapResults } from '../../../lambdas/run/map-results';
import { inMemoryClients } from '../support/in-memory-clients';

const Output = z.object({ accountId: z.string(), found: z.number() });
const file = (Key: string) => ({ Key, Size: 10 });

describe('readMapResults', () => {
  let objects: Map<string, string>;
  const store = { s3: new S3Client({}), bucket: 'run-bucket' };
  const put = (key: string, value: unknown) => objects.set(key, JSON.stringify(value));
  const read = (map: 'InspectAccounts' | 'PurgeAccounts' = 'PurgeAccounts') =>
    readMapResults(store, map, 'runs/run-1/purge/uuid/manifest.json', Output);
  const manifest = (SUCCEEDED: object[], FAILED: object[] = []) =>
    put('runs/run-1/purge/uuid/manifest.json', {
      DestinationBucket: 'run-bucket',
      MapRunArn: 'arn:aws:states:eu-west-1:111111111111:mapRun:machine/Map:uuid',
      ResultFiles: { SUCCEEDED, FAILED, PENDING: [] },
    });

  beforeEach(() => {
    ({ objects } = inMemoryClients());
  });

  it('reads every file that the manifest names, whatever it is called', async () => {
    manifest([file('a/SUCCEEDED_0.json'), file('b/else.jsonl')]);
    put('a/SUCCEEDED_0.json', [{ accountId: '222222222222', found: 1 }]);
    put('b/else.jsonl', [
      { accountId: '333333333333', found: 2 },
      { accountId: '444444444444', found: 3 },
    ]);
    expect(await read()).toEqual([
      { accountId: '222222222222', found: 1 },
      { accountId: '333333333333', found: 2 },
      { accountId: '444444444444', found: 3 },
    ]);
  });

  it.each([
    ['InspectAccounts', { run: 'run-1', account: { accountId: '222222222222', name: 'A', email: 'a@b' } }],
    ['PurgeAccounts', { run: 'run-1', approved: { accountId: '222222222222', credentials: {} } }],
  ] as const)('keeps the account of a child of %s that failed', async (map, input) => {
    manifest([], [file('FAILED_0.json')]);
    put('FAILED_0.json', [
      {
        ExecutionArn: 'arn:aws:states:…',
        Input: JSON.stringify(input),
        InputDetails: { Included: true },
        Name: 'child',
        Status: 'TIMED_OUT',
        Error: 'States.Timeout',
        Cause: 'Five minutes are over.',
      },
    ]);
    expect(await read(map)).toEqual([
      {
        accountId: '222222222222',
        caught: { state: map, error: 'States.Timeout', cause: 'Five minutes are over.' },
        isLost: true,
      },
    ]);
  });

  it('keeps the account of a child that says nothing about its end', async () => {
    manifest([file('ok.json')], [file('FAILED_0.json')]);
    put('ok.json', [{ accountId: '333333333333', found: 0 }]);
    put('FAILED_0.json', [
      { Input: JSON.stringify({ approved: { accountId: '222222222222' } }), Status: 'ABORTED' },
    ]);
    expect(await read()).toEqual([
      { accountId: '333333333333', found: 0 },
      {
        accountId: '222222222222',
        caught: { state: 'PurgeAccounts', error: 'NoResult', cause: '' },
        isLost: true,
      },
    ]);
  });

  it('goes on without a child that does not say which account it was about', async () => {
    manifest([file('ok.json')], [file('FAILED_0.json')]);
    put('ok.json', [{ accountId: '333333333333', found: 0 }]);
    put('FAILED_0.json', [
      { InputDetails: { Included: false }, Status: 'FAILED', Error: 'States.DataLimitExceeded', Cause: '' },
      { Input: JSON.stringify({ approved: { accountId: '222222222222' } }), Status: 'ABORTED' },
    ]);
    expect(await read()).toEqual([
      { accountId: '333333333333', found: 0 },
      {
        accountId: '222222222222',
        caught: { state: 'PurgeAccounts', error: 'NoResult', cause: '' },
        isLost: true,
      },
    ]);
  });

  it('finds nothing where the map had no items', async () => {
    manifest([]);
    expect(await read()).toEqual([]);
  });

  it.each([
    ['there is no manifest', () => {}],
    ['a named file is not there', () => manifest([file('gone.json')])],
    ['the manifest has another shape', () => put('runs/run-1/purge/uuid/manifest.json', { ResultFiles: {} })],
    [
      'a result has another shape',
      () => {
        manifest([file('odd.json')]);
        put('odd.json', [{ accountId: '222222222222' }]);
      },
    ],
  ])('fails where %s, rather than lose a result', async (_, arrange) => {
    arrange();
    await expect(read()).rejects.toThrow();
  });
});
