import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRunFiles } from '../../../cli/verify/read-run-files';
import { inMemoryAws } from '../../lambdas/support/in-memory-aws';
import { temporaryFolder } from '../../local-aws/support/temporary-folder';

const run = {
  'plan.json': '{}',
  'purge/x/manifest.json': '[]',
  'localized.json': '1',
  'progressive.json': '2',
};
const others = { 'progress/222222222222.done': '' };
const { s3, objects } = inMemoryAws();
for (const [name, text] of Object.entries({ ...run, ...others })) objects.set(`runs/first/${name}`, text);
// As the console makes a folder.
objects.set('runs/first/', '');
objects.set('runs/first-again/plan.json', 'no');
const client = async () => s3;
const nobody = () => Promise.reject(new Error('There is no S3 to ask.'));

it.each(['s3://run-store/runs/first', 's3://run-store/runs/first/'])(
  'reads a run at %s, without its marks of progress and those of other runs',
  async (place) => {
    expect(Object.fromEntries(await readRunFiles(place, client))).toEqual(run);
  },
);

it('reads a run in a folder, without what the machine itself left there', async () => {
  const copy = temporaryFolder({ ...run, 'local/logs/x.log': 'a line', 'local/history.json': '[]' });
  mkdirSync(join(copy, 'empty'));
  expect(Object.fromEntries(await readRunFiles(copy, nobody))).toEqual(run);
});

it.each(['/nowhere', 's3://', 's3://run-store', 's3:/run-store/runs/first', 'x-s3://run-store/runs/first'])(
  'takes %s for a folder, in which there is nothing',
  async (place) => {
    await expect(readRunFiles(place, nobody)).rejects.toThrow(`There are no files of a run in ${place}.`);
  },
);

it('says so where the bucket has no such run', async () => {
  await expect(readRunFiles('s3://run-store/runs/none', client)).rejects.toThrow(
    'There are no files of a run in',
  );
});
