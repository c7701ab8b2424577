import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssumeRootCommand, STSClient } from '@aws-sdk/client-sts';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError, type HttpServer, startHttpServer } from '../../local-aws';
import { type CloudTest, cloudTest, environmentCredentials, runIn, secretOf } from './support/cloud-process';

let test: CloudTest;
beforeAll(async () => {
  test = await cloudTest({ accounts: 4, seed: 3 });
});
afterAll(() => test.stop());

/** The access keys that STS and Organizations were called with, other than those of root sessions. */
function keysOf(signatures: readonly string[]): string[] {
  const keys = signatures.flatMap((header) => /Credential=((?!ASIA)[^/]+)\//.exec(header)?.[1] ?? []);
  return [...new Set(keys)];
}

describe('credentials come from the default chain', () => {
  it('of a profile in the credentials file, with its Region', async () => {
    const credentials = join(test.folder, 'credentials');
    const config = join(test.folder, 'config');
    const secret = secretOf('KEYOFPROFILE');
    writeFileSync(
      credentials,
      `[audit]\naws_access_key_id = KEYOFPROFILE\naws_secret_access_key = ${secret}\n`,
    );
    writeFileSync(config, '[profile audit]\nregion = eu-south-1\n');
    test.signatures.length = 0;
    const ended = await test.start(['--profile', 'audit'], {
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      AWS_CONFIG_FILE: config,
      AWS_REGION: '',
    }).ended;
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(keysOf(test.signatures)).toEqual(['KEYOFPROFILE']);
    const scopes = test.signatures.flatMap(
      (header) => /\/([\w-]+\/sts)\/aws4_request/.exec(header)?.[1] ?? [],
    );
    expect(new Set(scopes)).toEqual(new Set(['eu-south-1/sts']));
  }, 180_000);

  it('of a credential process, anew when they are about to expire, as in a long wait', async () => {
    const command = join(test.folder, 'credentials.mjs');
    writeFileSync(
      command,
      `#!${process.execPath}
      const expires = new Date(Date.now() + 60_000).toISOString();
      const AccessKeyId = 'KEY' + process.pid;
      const SecretAccessKey = '${secretOf('')}' + AccessKeyId;
      console.log(JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey, SessionToken: 't', Expiration: expires }));`,
    );
    chmodSync(command, 0o700);
    const config = join(test.folder, 'config');
    writeFileSync(config, `[default]\ncredential_process = ${command}\n`);
    test.signatures.length = 0;
    const ended = await test.start([], { AWS_CONFIG_FILE: config }).ended;
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(keysOf(test.signatures).length).toBeGreaterThan(2);
  }, 180_000);

  it('of a container, as in CloudShell', async () => {
    const container: HttpServer = await startHttpServer(
      new Hono().get('/credentials', ({ req, json }) => {
        if (req.header('authorization') !== 'token-of-the-shell') return json({}, 401);
        const Expiration = new Date(Date.now() + 3_600_000).toISOString();
        const SecretAccessKey = secretOf('KEYOFSHELL');
        return json({ AccessKeyId: 'KEYOFSHELL', SecretAccessKey, Token: 't', Expiration });
      }),
    );
    test.signatures.length = 0;
    const ended = await test.start([], {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.url}/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'token-of-the-shell',
    }).ended;
    await container.close();
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(keysOf(test.signatures)).toEqual(['KEYOFSHELL']);
  }, 180_000);
});

it('is interrupted when the credentials expire, no account fails for it, and it goes on with others', async () => {
  let isExpired = false;
  test.onCall = ({ operation }) => {
    if (operation === 'ListAccessKeys') isExpired = true;
    if (operation === 'AssumeRoot' && isExpired)
      throw new AwsError('ExpiredToken', 'The security token included in the request is expired', 403);
  };
  const expired = await test.start(['--concurrency', '1']).ended;
  expect(expired.status).toBe(2);
  expect(expired.stdout).toContain(
    'INTERRUPTED in InspectAccounts. Your AWS credentials are of no use any more',
  );
  expect(expired.stdout).toContain('Inspected    1 of 4 accounts, 3 not begun');

  test.onCall = () => undefined;
  const ended = await test.start(['--resume', runIn(expired.stdout), '--json']).ended;
  expect(ended.status).toBe(0);
  expect(JSON.parse(ended.stdout)).toMatchObject({ status: 'SUCCEEDED', outcomes: { unknown: 0 } });
}, 180_000);

describe('nothing is started', () => {
  it.each<[string, string[], Record<string, string>, string]>([
    ['without credentials', [], {}, 'There are no AWS credentials that can be used'],
    ['without a Region', [], { ...environmentCredentials, AWS_REGION: '' }, 'No AWS Region is configured'],
    [
      'to go on with a run that is not there',
      ['--resume', 'gone'],
      environmentCredentials,
      'gone cannot be gone on with. There is no journal of it',
    ],
    ['to purge where nobody is asked', ['--purge'], environmentCredentials, '--approve: received nothing'],
  ])(
    '%s',
    async (_, args, env, message) => {
      const ended = await test.start(args, env).ended;
      expect(ended).toMatchObject({ status: 1, stdout: '' });
      expect(ended.stderr).toContain(message);
    },
    60_000,
  );

  it('with a secret access key that is not the one of the access key', async () => {
    const wrong = { ...environmentCredentials, AWS_SECRET_ACCESS_KEY: 'another-secret' };
    const ended = await test.start([], wrong).ended;
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    const refused = test.wrongSignatures.splice(0);
    expect(ended.stderr).toContain(
      'AWS does not accept these credentials (The request signature we calculated',
    );
    expect(new Set(refused)).toEqual(new Set(['AKIAOPERATOR00000000: SignatureDoesNotMatch']));
  }, 60_000);

  it('with credentials of a root user', async () => {
    const sts = new STSClient({
      endpoint: test.simulator.url,
      region: 'eu-central-1',
      credentials: {
        accessKeyId: environmentCredentials.AWS_ACCESS_KEY_ID,
        secretAccessKey: environmentCredentials.AWS_SECRET_ACCESS_KEY,
      },
    });
    const { Credentials } = await sts.send(
      new AssumeRootCommand({
        TargetPrincipal: test.organization.accounts[0]?.id,
        TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
      }),
    );
    const ended = await test.start([], {
      AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
      AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
    }).ended;
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toContain('These are credentials of the root user of account');
  }, 180_000);

  it('where the features are off, which it explains', async () => {
    const { organizationFeatures } = test.organization;
    test.organization.organizationFeatures = [];
    const ended = await test.start([]).ended;
    test.organization.organizationFeatures = organizationFeatures;
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(/RootCredentialsManagement +no[\s\S]*Nothing was started\./);
  }, 180_000);
});
