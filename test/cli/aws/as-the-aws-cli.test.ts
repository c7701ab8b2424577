import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAMClient, ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam';
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { callerConfiguration } from '../../../cli/aws/caller-configuration';
import { callerOfFunctions } from '../../../cli/run/cloud/caller-of-functions';
import { callAs, clientSettings } from '../../../lambdas/aws-calls/client-defaults';
import { type AwsCli, awsCli, hasPython } from './support/aws-cli';
import { type Environment, type Expected, environments } from './support/environments';
import { caBundle, type RecordedCall, type Recorder, startRecorder } from './support/recorder';

const folder = mkdtempSync(join(tmpdir(), 'as-the-aws-cli-'));
const inFolder = (...path: string[]) => join(folder, ...path);
let recorder: Recorder;

beforeAll(() => {
  mkdirSync(inFolder('.aws', 'sso', 'cache'), { recursive: true });
  const session = { accessToken: 'a', expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
  for (const name of ['https://org.awsapps.com/start', 'org']) {
    const file = `${createHash('sha1').update(name).digest('hex')}.json`;
    writeFileSync(inFolder('.aws', 'sso', 'cache', file), JSON.stringify(session));
  }
  writeFileSync(inFolder('token'), 'web-identity');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
// What one test has called late is no call of the next one.
beforeEach(async () => {
  recorder = await startRecorder();
});
afterEach(() => {
  recorder.close();
  vi.unstubAllEnvs();
});

const filled = (text: string) =>
  text
    .replaceAll('<port>', String(recorder.port))
    .replaceAll('<ca-bundle>', caBundle)
    .replaceAll('<folder>', folder);

/** Leaves this machine as somebody left theirs; gives the whole environment. */
function arrange({ env = {}, config = '', credentials = '' }: Environment): Record<string, string> {
  rmSync(inFolder('.aws', 'cli'), { recursive: true, force: true });
  writeFileSync(inFolder('config'), filled(config));
  writeFileSync(inFolder('credentials'), filled(credentials));
  const whole = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    AWS_CA_BUNDLE: caBundle,
    AWS_CONFIG_FILE: inFolder('config'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_SHARED_CREDENTIALS_FILE: inFolder('credentials'),
    HTTPS_PROXY: 'http://127.0.0.1:<port>',
    ...env,
  };
  return Object.fromEntries(
    Object.entries(whole).flatMap(([name, value]) => (value === undefined ? [] : [[name, filled(value)]])),
  );
}

function become(env: Record<string, string>): void {
  const others = Object.keys(process.env).filter((name) => /^(AWS|REQUESTS)_|_proxy$/i.test(name));
  for (const name of others) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

type Settings = (service: 'STS' | 'IAM' | 'ORGANIZATIONS') => ReturnType<typeof clientSettings>;

async function call(settings: Settings): Promise<void> {
  await new STSClient(settings('STS')).send(new GetCallerIdentityCommand({}));
  await new IAMClient(settings('IAM')).send(new ListOrganizationsFeaturesCommand({}));
  await new OrganizationsClient(settings('ORGANIZATIONS')).send(new DescribeOrganizationCommand({}));
}

const operations = {
  sts: 'GetCallerIdentity',
  iam: 'ListOrganizationsFeatures',
  organizations: 'DescribeOrganization',
};

function recorded(): Partial<Expected> {
  const calls = recorder.take();
  const said = ({ key, region, endpoint, way }: RecordedCall) =>
    `${key} ${region} ${endpoint}${way === 'tunnel' ? '' : ` ${way}`}`;
  const of = (wanted: string) =>
    calls
      .filter(({ operation }) => operation === wanted)
      .map(said)
      .join(' and ');
  const before = calls.filter(({ operation }) => !Object.values(operations).includes(operation));
  return {
    ...(before.length > 0 && { before: before.map((one) => `${one.operation} ${said(one)}`) }),
    sts: of(operations.sts),
    iam: of(operations.iam),
    organizations: of(operations.organizations),
  };
}

const expectedOf = (expected: Expected) => JSON.parse(filled(JSON.stringify(expected)));

describe.each(Object.entries(environments))('%s', (_, environment) => {
  it('is what clients of a command go by, and those of the functions of a run', async () => {
    become(arrange(environment));
    const aws = await callerConfiguration(environment.options ?? {});
    await call(aws.settingsFor);
    expect(recorded()).toEqual(expectedOf(environment.expected));

    callAs(await callerOfFunctions(aws));
    await call(clientSettings);
    const { before: _, ...calls } = expectedOf(environment.expected);
    expect(recorded()).toEqual(calls);
  });
});

describe.skipIf(!hasPython())('the AWS CLI (skipped where python3 is missing)', { timeout: 60_000 }, () => {
  let cli: AwsCli;
  beforeAll(() => {
    cli = awsCli(folder);
  });
  afterAll(() => cli.close());

  const commands = [
    ['sts', 'get-caller-identity'],
    ['iam', 'list-organizations-features'],
    ['organizations', 'describe-organization'],
  ];
  // Each takes a quarter of a second, so that it is one, unless somebody wants to know it all.
  const asked = process.env.AWS_CLI ? commands : commands.slice(0, 1);

  it.each(Object.entries(environments))('goes by %s', async (_, environment) => {
    const env = arrange(environment);
    const options = Object.entries(environment.options ?? {}).flatMap(([name, value]) => [
      `--${name}`,
      value,
    ]);
    for (const command of asked) await cli.run([...command, ...options], env);
    const { expected, version1 } = environment;
    const wanted = cli.version === 1 ? { ...expected, ...version1 } : expected;
    const { sts, before, ...others } = expectedOf(wanted);
    expect(recorded()).toMatchObject({ sts, ...(before && { before }), ...(asked === commands && others) });
  });
});
