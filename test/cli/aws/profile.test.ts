import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readProfile } from '../../../cli/aws/profile';
import { main } from '../../../cli/main';

const folder = mkdtempSync(join(tmpdir(), 'root-purge-profiles-'));
const [config, credentials] = [join(folder, 'config'), join(folder, 'credentials')];

beforeAll(() => {
  writeFileSync(
    config,
    '[default]\nregion = eu-west-1\n[profile audit]\nregion = a\n  [profile "in.quotes"] # a\n' +
      'region = b\n[sso-session org]\nregion = c\n[bare]\nregion = d\n',
  );
  writeFileSync(credentials, '[keys]\naws_access_key_id = AKIA\n');
  vi.stubEnv('AWS_CONFIG_FILE', config);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', credentials);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('readProfile', () => {
  it.each(['audit', 'in.quotes', 'keys', 'default'])('takes the profile %s', async (profile) => {
    expect(await readProfile(profile)).toMatchObject({ name: profile, isOption: true });
  });

  it.each(['nope', 'bare', 'org'])(
    'says where there is no profile %s, and which there are',
    async (profile) => {
      await expect(readProfile(profile)).rejects.toThrow(
        `There is no profile "${profile}" in ${config} or ${credentials}.\n` +
          'Name another with --profile or AWS_PROFILE; there are default, audit, in.quotes, keys.',
      );
    },
  );

  it('looks for the profile of the environment, too', async () => {
    vi.stubEnv('AWS_PROFILE', 'gone');
    await expect(readProfile()).rejects.toThrow('There is no profile "gone"');
    vi.stubEnv('AWS_PROFILE', undefined);
    vi.stubEnv('AWS_DEFAULT_PROFILE', 'lost');
    await expect(readProfile()).rejects.toThrow('There is no profile "lost"');
    vi.stubEnv('AWS_DEFAULT_PROFILE', undefined);
  });
});

it.each([
  ['check', []],
  ['run', ['--folder', folder]],
])('root-purge %s says it before it looks for credentials or a Region', async (command, args) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const streams = { stdin: new PassThrough(), stdout, stderr, env: {} };
  expect(await main([command, '--profile', 'nope', ...args], streams)).toBe(1);
  expect(String(stderr.read())).toContain('There is no profile "nope"');
});
