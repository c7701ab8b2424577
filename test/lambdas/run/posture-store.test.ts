import '../support/quiet';
import { expect, it } from 'vitest';
import type { Posture } from '../../../lambdas/run/posture';
import { readPosture, writePosture } from '../../../lambdas/run/posture-store';
import { inMemoryAws } from '../support/in-memory-aws';

const key = 'posture/o-1.json';
const first: Posture = { accounts: {}, runs: [] };
const entry = (run: string) => ({
  run,
  at: '2026-11-01T00:00:00.000Z',
  name: run,
  outcome: 'clean' as const,
  credentials: [],
  read: [],
});
const adding = (accountId: string, run: string) => (posture: Posture) => ({
  ...posture,
  accounts: { ...posture.accounts, [accountId]: entry(run) },
});
const setUp = () => {
  const { s3, objects, failures } = inMemoryAws();
  return { store: { s3, bucket: 'runs' }, objects, failures };
};

it('remembers nothing before the first report, and then what was written', async () => {
  const { store } = setUp();
  const stored = await readPosture(store, key);
  expect(stored).toEqual({ posture: first });
  await writePosture(store, key, stored, adding('111122223333', 'a'));
  expect(await readPosture(store, key)).toEqual({
    posture: { accounts: { '111122223333': entry('a') }, runs: [] },
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
  });
});

it('keeps what each of two runs found that end at once', async () => {
  const { store } = setUp();
  const [one, other] = [await readPosture(store, key), await readPosture(store, key)];
  await writePosture(store, key, one, adding('111122223333', 'a'));
  await writePosture(store, key, other, adding('444455556666', 'b'));
  const { posture } = await readPosture(store, key);
  expect(posture.accounts).toEqual({ '111122223333': entry('a'), '444455556666': entry('b') });
  const [three, four] = [await readPosture(store, key), await readPosture(store, key)];
  await writePosture(store, key, three, adding('777788889999', 'c'));
  await writePosture(store, key, four, adding('888899990000', 'd'));
  expect(Object.keys((await readPosture(store, key)).posture.accounts)).toHaveLength(4);
});

it('fails no run where it cannot be written', async () => {
  const { store, objects, failures } = setUp();
  failures.putObject = ['AccessDenied'];
  await writePosture(store, key, { posture: first }, adding('111122223333', 'a'));
  expect(objects.size).toBe(0);
});

it.each([
  ['no JSON', '{"accounts":'],
  ['another shape', '{"accounts":[]}'],
])('throws for an object that is %s: nobody may take it for nothing', async (_, text) => {
  const { store, objects } = setUp();
  objects.set(key, text);
  await expect(readPosture(store, key)).rejects.toThrow();
});
