import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { callerConfiguration } from '../../../cli/aws/caller-configuration';
import { temporaryFolder } from '../../local-aws/support/temporary-folder';

afterEach(() => vi.unstubAllEnvs());

/** How often the credential_process of a profile runs where its credentials are asked for three times. */
async function timesAsked(expiresInMinutes?: number): Promise<number> {
  const expiration = expiresInMinutes && new Date(Date.now() + expiresInMinutes * 60_000).toISOString();
  const answer = { Version: 1, AccessKeyId: 'AKIA', SecretAccessKey: 's', Expiration: expiration };
  const folder = temporaryFolder({ 'answer.json': JSON.stringify(answer), asked: '' });
  const [answers, asked, config] = ['answer.json', 'asked', 'config'].map((name) => join(folder, name));
  const program = temporaryFolder({
    'process.sh': `echo asked >> ${asked}\ncat ${answers}\n`,
    config: '',
  });
  const others = Object.keys(process.env).filter((name) => /^AWS_/.test(name));
  for (const name of others) vi.stubEnv(name, undefined);
  const profile = `[default]\nregion = eu-west-1\ncredential_process = sh ${join(program, 'process.sh')}\n`;
  vi.stubEnv('AWS_CONFIG_FILE', join(temporaryFolder({ config: profile }), 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', config);
  const { settings } = await callerConfiguration({});
  for (const _ of [1, 2, 3]) expect((await settings.credentials()).accessKeyId).toBe('AKIA');
  return readFileSync(asked ?? '', 'utf8')
    .trim()
    .split('\n').length;
}

it.each([
  ['once where they never end', undefined, true],
  ['once where they last', 60, true],
  ['again where they end within five minutes', 4, false],
])('credentials are fetched %s', async (_, minutes, once) => {
  expect((await timesAsked(minutes)) === 1).toBe(once);
});
