import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findPackages, whatIsMissing } from '../../../cli/kept/prerequisites.mjs';
import { temporaryFolder } from '../../local-aws/support/temporary-folder';

const there = () => 'found';
const notThere = () => {
  throw new Error('Cannot find package');
};

describe('what is missing', () => {
  it.each([
    ['20.19.0', there, undefined],
    ['20.20.2', there, undefined],
    ['24.0.0', there, undefined],
    ['18.20.8', there, 'Node.js 20.19 or newer is needed; this is 18.20.8.'],
    ['20.18.3', there, 'Node.js 20.19 or newer is needed; this is 20.18.3.'],
    ['18.20.8', notThere, 'Node.js 20.19 or newer is needed; this is 18.20.8.'],
    ['22.3.0', notThere, 'The packages that this needs are not installed: run `npm ci` here first.'],
  ])('on Node.js %s', (version, findPackages, sentence) => {
    expect(whatIsMissing(version, findPackages)).toBe(sentence);
  });
});

describe('a checkout without its packages', () => {
  it.each(['bin/local.mjs', 'bin/root-purge.mjs', 'bin/simulator.mjs'])(
    'says so in one sentence: %s',
    (entry) => {
      const folder = temporaryFolder();
      for (const part of ['bin', 'cli', 'lambdas', 'lib', 'local-aws', 'package.json']) {
        cpSync(part, join(folder, part), { recursive: true });
      }
      const { status, stdout, stderr } = spawnSync(process.execPath, [entry], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect({ status, stdout, stderr }).toEqual({
        status: 1,
        stdout: '',
        stderr: 'The packages that this needs are not installed: run `npm ci` here first.\n',
      });
    },
  );
});

describe('the packages of a checkout', () => {
  const checkout = (installed: Record<string, string>) => {
    const packages = Object.entries(installed).map(([name, version]) => [
      `node_modules/${name}/package.json`,
      JSON.stringify({ version }),
    ]);
    const own = { 'package.json': '{"dependencies":{"@aws-sdk/one":"1.2.3"}}' };
    return pathToFileURL(`${temporaryFolder({ ...own, ...Object.fromEntries(packages) })}/`);
  };

  it('are found where each has its version, and missed where one is older or not there', () => {
    expect(() => findPackages(checkout({ '@aws-sdk/one': '1.2.3' }))).not.toThrow();
    expect(() => findPackages(checkout({ '@aws-sdk/one': '1.2.2' }))).toThrow('@aws-sdk/one');
    expect(() => findPackages(checkout({}))).toThrow('ENOENT');
  });
});
