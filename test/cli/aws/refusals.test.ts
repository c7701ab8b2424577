import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { explainFailure } from '../../../cli/aws/aws-failures';
import { main } from '../../../cli/main';
import { type Recorder, startRecorder } from './support/recorder';

const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
let recorder: Recorder;
beforeAll(async () => {
  recorder = await startRecorder();
});
afterAll(() => {
  recorder.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllEnvs());

interface Machine {
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly args?: readonly string[];
}

const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' };
const staticKeys = 'aws_access_key_id = AKIA\naws_secret_access_key = s\n';
const role = 'role_arn = arn:aws:iam::111122223333:role/r\n';

/** What a command says on this machine; it must fail, and have nothing else to say. */
async function refusalOf(command: string, { env = {}, config = '', args = [] }: Machine): Promise<string> {
  const others = Object.keys(process.env).filter((name) => /^(AWS|REQUESTS)_|_proxy$/i.test(name));
  for (const name of others) vi.stubEnv(name, undefined);
  const file = join(folder, 'config');
  writeFileSync(file, config.replaceAll('<port>', String(recorder.port)));
  const whole = {
    AWS_CONFIG_FILE: file,
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'eu-west-1',
    // Nothing leaves this machine.
    HTTPS_PROXY: 'http://127.0.0.1:<port>',
    ...env,
  };
  for (const [name, value] of Object.entries(whole))
    vi.stubEnv(name, value.replaceAll('<port>', String(recorder.port)));
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const more = command === 'run' ? ['--folder', folder] : [];
  const streams = { stdin: new PassThrough(), stdout, stderr, env: process.env };
  expect(await main([command, ...args, ...more], streams)).toBe(1);
  expect(stdout.read()).toBeNull();
  return String(stderr.read()).trim();
}

describe.each(['check', 'run'])('root-purge %s refuses', (command) => {
  it.each<[string, Machine, RegExp]>([
    [
      'an access key without its secret',
      { env: { AWS_ACCESS_KEY_ID: 'A' } },
      /^AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not\./,
    ],
    [
      'an old name of the session token',
      { env: { ...keys, AWS_SECURITY_TOKEN: 't' } },
      /^AWS_SECURITY_TOKEN is not read here\./,
    ],
    [
      'FIPS endpoints by another word than true',
      { env: { ...keys, AWS_USE_FIPS_ENDPOINT: 'yes' } },
      /^AWS_USE_FIPS_ENDPOINT: received "yes"; allowed is true or false$/,
    ],
    [
      'FIPS endpoints that somebody else names',
      { env: { ...keys, AWS_USE_FIPS_ENDPOINT: 'true', AWS_ENDPOINT_URL_STS: 'https://a' } },
      /^AWS_USE_FIPS_ENDPOINT and AWS_ENDPOINT_URL_STS exclude each other/,
    ],
    [
      'dual-stack endpoints that the profile names',
      { env: keys, config: '[default]\nuse_dualstack_endpoint = true\nendpoint_url = https://a\n' },
      /^use_dualstack_endpoint of the profile "default" and endpoint_url of the profile "default" exclude/,
    ],
    [
      'an endpoint that is no URL',
      { env: keys, config: '[default]\nservices = s\n[services s]\nsts =\n  endpoint_url = here\n' },
      /^sts\.endpoint_url of the profile "default": received "here"; allowed is a URL/,
    ],
    [
      'an endpoint that speaks something else',
      { env: { ...keys, AWS_ENDPOINT_URL: 'ftp://https:1' } },
      /^AWS_ENDPOINT_URL: received "ftp:.*; allowed is a URL such as https/,
    ],
    [
      'an environment without a Region',
      { env: { ...keys, AWS_REGION: '' } },
      /^No (AWS )?Region is configured.*--region, or (set|the variable) AWS_REGION/s,
    ],
    [
      'a services section that is not there',
      { env: keys, config: '[default]\nservices = s\n' },
      /has services = s, and there is no section \[services s\] in /,
    ],
    [
      'a proxy that speaks something else',
      { env: { ...keys, https_proxy: 'socks5://127.0.0.1:1' } },
      /^https_proxy: received "socks5:.*allowed is a proxy such as http/,
    ],
    [
      'a proxy that is none, without its login',
      { env: { ...keys, HTTPS_PROXY: 'socks5://ana:secret@127.0.0.1:1' } },
      /^HTTPS_PROXY: received "socks5:\/\/\*\*\*@127\.0\.0\.1:1"; allowed is a proxy such as http/,
    ],
    [
      'a proxy whose login is no text',
      { env: { ...keys, HTTPS_PROXY: 'ana:%ff@127.0.0.1:1' } },
      /^HTTPS_PROXY: received "\*\*\*@127\.0\.0\.1:1"; allowed is a proxy such as http/,
    ],
    [
      'certificates that are not there',
      { env: { ...keys, AWS_CA_BUNDLE: '/nowhere.pem' } },
      /^AWS_CA_BUNDLE: received "\/nowhere.pem"; allowed is a file .* \(ENOENT/,
    ],
    [
      'certificates that are none',
      { env: keys, config: '[default]\nca_bundle = /dev/null\n' },
      /^ca_bundle of the profile "default": received "\/dev\/null"; allowed is a file with CA certificates in PEM/,
    ],
    [
      'profiles that lead in a circle',
      {
        config: `[profile a]\n${role}source_profile = b\n[profile b]\n${role}source_profile = a\n`,
        args: ['--profile', 'a'],
      },
      /^The profiles name each other as source_profile and lead to no credentials: a, b, a\./,
    ],
    [
      'a source profile that is not there',
      { config: `[default]\n${role}source_profile = b\n` },
      /^There is no profile "b" in .*\nName another with source_profile of "default"/,
    ],
    [
      'a role without a source',
      { config: `[default]\n${role}${staticKeys}` },
      /has a role_arn, and beside it there has to be one of source_profile and credential_source\.$/,
    ],
    [
      'a role that wants an MFA code',
      {
        config: `[profile a]\n${role}source_profile = b\nmfa_serial = m\n[profile b]\n${staticKeys}`,
        args: ['--profile', 'a'],
      },
      /wants an MFA code.* Leave --profile away.*\n {2}eval "\$\(aws configure export-credentials --profile a --format env\)"$/,
    ],
    [
      'credentials that the AWS CLI has from elsewhere',
      {
        config: `[default]\n${staticKeys}sso_account_id = 1\nsso_role_name = r\nsso_start_url = u\nsso_region = r\n`,
      },
      /has sso_account_id and aws_access_key_id: the AWS CLI goes by the one, this by the other\./,
    ],
    [
      'a session of IAM Identity Center that is not there',
      { config: '[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n' },
      /has sso_session = s, and there is no section \[sso-session s\] in /,
    ],
  ])('%s, by name', async (_, machine, message) => {
    expect(await refusalOf(command, machine)).toMatch(message);
    expect(recorder.take()).toEqual([]);
  });
});

const here = (url: string) => ({ AWS_ENDPOINT_URL: url });
const noCredentials = 'There are no AWS credentials that can be used: ';

describe('one sentence names the cause and the way out of', () => {
  it.each<[string, Machine, string]>([
    [
      'no credentials',
      {},
      `${noCredentials}neither the environment nor the profile "default" nor this machine has some (Could not load credentials from any providers).\nSign in, for instance with aws sso login, or name a profile with --profile.`,
    ],
    [
      'a credential process that fails',
      { config: '[default]\ncredential_process = false\n' },
      `${noCredentials}the credential_process of the profile "default" failed (Command failed: false\\u000a).\nRun it by itself to see why, or name another profile with --profile.`,
    ],
    [
      'a sign-in that is over',
      {
        config:
          '[profile a]\nsso_start_url = https://org.awsapps.com/none\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r\n',
        args: ['--profile', 'a'],
      },
      `${noCredentials}IAM Identity Center gives none for the profile "a" (The SSO session associated with this profile is invalid. To refresh this SSO session run aws sso login with the corresponding profile.).\nSign in with aws sso login --profile a`,
    ],
    [
      'interception of TLS',
      { env: keys },
      'Who answers for AWS shows a certificate that is not trusted here, by way of HTTPS_PROXY (unable to verify the first certificate). Proxies that look into encrypted connections do: name the file with their CA certificate in AWS_CA_BUNDLE, or in NODE_EXTRA_CA_CERTS beside those that Node.js trusts.',
    ],
    [
      'a proxy that is not there',
      { env: { ...keys, HTTPS_PROXY: 'http://127.0.0.1:1' } },
      'AWS cannot be reached, by way of HTTPS_PROXY (connect ECONNREFUSED 127.0.0.1:1). Check the network, the Region, HTTPS_PROXY and AWS_ENDPOINT_URL.',
    ],
  ])('%s', async (_, machine, message) => {
    expect(await refusalOf('check', machine)).toBe(message);
  });

  const stranger = (said: string) =>
    `Something else than AWS answers (${said}), such as a proxy or the sign-in page of a network. Check HTTPS_PROXY, NO_PROXY, AWS_ENDPOINT_URL, and who is trusted by AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS.`;
  const noWay = (from: string) =>
    expect.stringMatching(
      new RegExp(`^The proxy of ${from} lets no connection through \\(.*407\\)\\. Where it wants a login`),
    );

  it.each<[string, RequestListener, (url: string) => Record<string, string>, unknown]>([
    [
      'a page with HTTP 200',
      (_, response) => response.end('<html><body>Hello<br></body></html>'),
      here,
      stranger('HTTP 200'),
    ],
    [
      'a page with HTTP 403',
      (_, response) => response.writeHead(403).end('<html/>'),
      here,
      stranger('HTTP 403'),
    ],
    [
      'an empty answer',
      (_, response) => response.end(),
      here,
      stranger('The answer to sts:GetCallerIdentity is not complete: the account is missing'),
    ],
    [
      'a connection that is dropped',
      ({ socket }) => socket.destroy(),
      here,
      'The connection to AWS was dropped (socket hang up). Firewalls do that: where there is a proxy to go through, name it in HTTPS_PROXY.',
    ],
    [
      'a proxy that speaks no TLS',
      (_, response) => response.end(),
      (url) => ({ HTTPS_PROXY: url.replace('http', 'https') }),
      expect.stringMatching(/^Who answers for AWS does not encrypt as it has to, by way of HTTPS_PROXY /),
    ],
    [
      'a proxy that wants a login',
      (_, response) => response.writeHead(407).end(),
      (url) => ({ AWS_ENDPOINT_URL: 'http://aws.invalid', HTTP_PROXY: url }),
      noWay('HTTP_PROXY'),
    ],
  ])('%s', async (_, listener, env, message) => {
    const url = await serve(listener);
    expect(await refusalOf('check', { env: { ...keys, ...env(url) } })).toEqual(message);
  });

  it('a proxy that wants a login for a tunnel', async () => {
    const url = await serve(() => undefined, 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    expect(await refusalOf('check', { env: { ...keys, HTTPS_PROXY: url } })).toEqual(noWay('HTTPS_PROXY'));
  });

  it.each([
    [{ code: 'CERT_HAS_EXPIRED' }, /^Who answers for AWS shows a certificate that is not valid today/],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, /^Who answers for AWS shows a certificate for another name/],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, /NODE_EXTRA_CA_CERTS/],
    [{ code: 'ECONNREFUSED', proxy: 'HTTP_PROXY' }, /by way of HTTP_PROXY .* the Region, HTTP_PROXY and/],
    [{ code: 'ETIMEDOUT' }, /^AWS does not answer in time .*HTTPS_PROXY\.$/],
    [{ name: 'TimeoutError' }, /^AWS does not answer in time .*HTTPS_PROXY\.$/],
  ])('%j', (properties, message) => {
    expect(explainFailure(Object.assign(new Error('said'), properties))).toMatch(message);
  });
});

async function serve(listener: RequestListener, toConnect = ''): Promise<string> {
  const server = createServer(listener).on('connect', (_, socket) => socket.end(toConnect));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
