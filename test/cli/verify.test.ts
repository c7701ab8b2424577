import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { temporaryFolder } from '../local-aws/support/temporary-folder';
import { rootPurge } from './support/command-line';
import { documentedPolicy, useDeployed } from './support/deployed';
import { honoursEachOption, optionRows } from './support/option-rows';

const deployed = useDeployed();
let env: Record<string, string>;
const verify = (...args: string[]) => rootPurge(['verify', ...args], { env });
const inBucket = () => `s3://${deployed.app.bucket}/runs/first`;
const inFolder = () => join(deployed.folder, 'bucket', 'runs', 'first');

beforeAll(async () => {
  env = { ...deployed.env('Auditor', await documentedPolicy('verify.json')), FORCE_COLOR: '1' };
  const { result } = deployed.app.start('first', {});
  await decideOnPage(await deployed.link('first'), 'all');
  await result;
});

describe('root-purge verify', () => {
  it('says what holds and what cannot be checked, of a run in the bucket', async () => {
    const { status, stdout, stderr } = await verify(inBucket(), '--no-color');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    await expect(stdout.replace(inBucket(), 's3://BUCKET/runs/first')).toMatchFileSnapshot(
      './pictures/verify-holds.txt',
    );
  });

  it('says the same of a copy in a folder, without any credentials', async () => {
    const there = await verify(inBucket(), '--json');
    const here = await rootPurge(['verify', inFolder(), '--json']);
    expect(here.status).toBe(0);
    expect(JSON.parse(here.stdout).checks).toEqual(JSON.parse(there.stdout).checks);
    expect(JSON.parse(here.stdout)).toMatchObject({ place: inFolder(), holds: true });
  });

  it('says what does not hold, with exit status 2', async () => {
    const copy = temporaryFolder();
    cpSync(inFolder(), copy, { recursive: true });
    const report = join(copy, 'report.csv');
    writeFileSync(report, readFileSync(report, 'utf8').replace('purged', 'clean'));
    const { status, stdout } = await rootPurge(['verify', copy, '--no-color']);
    expect(status).toBe(2);
    expect(stdout).toMatch(
      /FAILS +the files are those whose digests were written down\n +report.csv: SHA256SUMS/,
    );
    expect(stdout).toContain('This record does not hold: 1 of 11 checks fail, 1 cannot be checked.');
  });

  it.each([
    [['/nowhere'], 'There are no files of a run in /nowhere.'],
    [['s3://BUCKET/runs/none'], 'There are no files of a run in s3://BUCKET/runs/none.'],
    [['s3://elsewhere/runs/first'], 'is not authorized to perform: s3:ListBucket'],
    [
      ['.', '--key', 'nowhere.pem'],
      '--key: received "nowhere.pem"; allowed is a file that can be read (ENOENT).',
    ],
    [[], "error: missing required argument 'run'"],
  ])('refuses %j', async (args, said) => {
    const filled = (text: string) => text.replace('BUCKET', deployed.app.bucket);
    const { status, stdout, stderr } = await verify(...args.map(filled));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(filled(said));
  });
});

describe('root-purge verify honours', () =>
  honoursEachOption(
    optionRows.verify,
    async (args) => {
      const { status, stdout, stderr } = await verify(...args);
      return `${status} ${stdout}${stderr}`;
    },
    () => ({ RUN: inBucket() }),
  ));
