/** A machine as somebody left it, a command line, and what has to be on the wire then. */
export interface Environment {
  /** `undefined` where the variable is not to be set. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly config?: string;
  readonly credentials?: string;
  readonly options?: { readonly profile?: string; readonly region?: string };
  readonly expected: Expected;
  /** Where version 1 of the AWS CLI does something else than version 2, which is the one that counts. */
  readonly version1?: Partial<Expected>;
}

/** Each call as `KEY Region endpoint`, with the way where it is not the tunnel of the proxy. */
export interface Expected {
  /** To get the credentials, each with its operation first. */
  readonly before?: readonly string[];
  readonly sts: string;
  readonly iam: string;
  readonly organizations: string;
}

const aws = (key: string, region: string, others: Partial<Expected> = {}): Expected => ({
  sts: `${key} ${region} https://sts.${region}.amazonaws.com`,
  iam: `${key} us-east-1 https://iam.amazonaws.com`,
  organizations: `${key} us-east-1 https://organizations.us-east-1.amazonaws.com`,
  ...others,
});
const everywhere = (call: string): Expected => ({ sts: call, iam: call, organizations: call });

const tunnelledAs = (login: string): Expected => {
  const { sts, iam, organizations } = aws('AKIAEXPORTED', 'eu-west-1');
  const as = (call: string) => `${call} tunnel as ${login}`;
  return { sts: as(sts), iam: as(iam), organizations: as(organizations) };
};

const exported = { AWS_ACCESS_KEY_ID: 'AKIAEXPORTED', AWS_SECRET_ACCESS_KEY: 's' };
const irish = { ...exported, AWS_DEFAULT_REGION: 'eu-west-1' };
const keysOf = (profile: string, key: string) =>
  `[${profile}]\naws_access_key_id = ${key}\naws_secret_access_key = s\n`;
const net = { credentials: keysOf('net', 'AKIANET'), options: { profile: 'net' } };
/** `<port>` is the recorder's. */
const plain = 'http://127.0.0.1:<port>';
const profile = (lines: string, name = 'net') => `[profile ${name}]\nregion = eu-central-1\n${lines}\n`;

/** By what each is about. */
export const environments: Readonly<Record<string, Environment>> = {
  'exported keys': { env: irish, expected: aws('AKIAEXPORTED', 'eu-west-1') },
  'an exported session': {
    env: { ...irish, AWS_SESSION_TOKEN: 't', AWS_SECURITY_TOKEN: 't' },
    expected: aws('AKIAEXPORTED+token', 'eu-west-1'),
  },
  'exported keys before AWS_PROFILE, whose Region counts': {
    env: { ...exported, AWS_PROFILE: 'net' },
    config: profile(''),
    credentials: keysOf('net', 'AKIANET'),
    expected: aws('AKIAEXPORTED', 'eu-central-1'),
  },
  '--profile before exported keys': { ...net, env: irish, expected: aws('AKIANET', 'eu-west-1') },
  AWS_PROFILE: {
    env: { AWS_PROFILE: 'net' },
    config: profile(''),
    credentials: keysOf('net', 'AKIANET'),
    expected: aws('AKIANET', 'eu-central-1'),
  },
  AWS_DEFAULT_PROFILE: {
    env: { AWS_DEFAULT_PROFILE: 'net' },
    config: profile(''),
    credentials: keysOf('net', 'AKIANET'),
    expected: aws('AKIANET', 'eu-central-1'),
  },
  'AWS_PROFILE before AWS_DEFAULT_PROFILE': {
    env: { AWS_PROFILE: 'net', AWS_DEFAULT_PROFILE: 'default' },
    config: profile(''),
    credentials: keysOf('net', 'AKIANET') + keysOf('default', 'AKIADEFAULT'),
    expected: aws('AKIANET', 'eu-central-1'),
    version1: { ...aws('AKIADEFAULT', 'us-east-1'), sts: 'AKIADEFAULT us-east-1 https://sts.amazonaws.com' },
  },
  'the default profile, and a Region in the credentials file': {
    config: '[default]\nregion = eu-central-1\n',
    credentials: `${keysOf('default', 'AKIADEFAULT')}region = eu-west-1\n`,
    expected: aws('AKIADEFAULT', 'eu-west-1'),
  },
  'AWS_REGION before AWS_DEFAULT_REGION': {
    env: { ...irish, AWS_REGION: 'eu-central-1' },
    expected: aws('AKIAEXPORTED', 'eu-central-1'),
    version1: aws('AKIAEXPORTED', 'eu-west-1'),
  },
  '--region before all': {
    ...net,
    env: { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' },
    config: profile(''),
    options: { profile: 'net', region: 'eu-west-1' },
    expected: aws('AKIANET', 'eu-west-1'),
  },
  'endpoint_url of the profile of --profile, and not of AWS_PROFILE': {
    ...net,
    env: { AWS_PROFILE: 'other' },
    config: profile(`endpoint_url = ${plain}`) + profile('endpoint_url = http://127.0.0.1:9', 'other'),
    expected: everywhere(`AKIANET eu-central-1 ${plain} direct`),
  },
  'no endpoint_url of AWS_PROFILE with --profile': {
    ...net,
    env: { AWS_PROFILE: 'other' },
    config: profile('') + profile('endpoint_url = http://127.0.0.1:9', 'other'),
    expected: aws('AKIANET', 'eu-central-1'),
  },
  'services of the profile': {
    ...net,
    config: `${profile('services = here')}[services here]\nsts =\n  endpoint_url = ${plain}\norganizations =\n  endpoint_url = https://orgs.example.com\n`,
    expected: aws('AKIANET', 'eu-central-1', {
      sts: `AKIANET eu-central-1 ${plain} direct`,
      organizations: 'AKIANET eu-central-1 https://orgs.example.com',
    }),
  },
  'AWS_ENDPOINT_URL_STS before AWS_ENDPOINT_URL before those of the profile': {
    ...net,
    env: { AWS_ENDPOINT_URL: plain, AWS_ENDPOINT_URL_STS: 'https://sts.example.com' },
    config: `${profile('endpoint_url = https://other.example.com\nservices = here')}[services here]\niam =\n  endpoint_url = https://iam.example.com\n`,
    expected: {
      ...everywhere(`AKIANET eu-central-1 ${plain} direct`),
      sts: 'AKIANET eu-central-1 https://sts.example.com',
    },
  },
  // botocore gives it to no client that is made without a Config of its own.
  'proxies_config of the profile, which the AWS CLI reads and does not use': {
    ...net,
    config: profile(
      'proxies_config =\n  proxy_ca_bundle = <folder>/none.pem\n  proxy_client_cert = <folder>/none.pem',
    ),
    expected: aws('AKIANET', 'eu-central-1'),
  },
  'services before endpoint_url': {
    ...net,
    config: `${profile(`endpoint_url = ${plain}\nservices = here`)}[services here]\niam =\n  endpoint_url = https://iam.example.com\n`,
    expected: {
      ...everywhere(`AKIANET eu-central-1 ${plain} direct`),
      iam: 'AKIANET eu-central-1 https://iam.example.com',
    },
  },
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: {
    ...net,
    env: {
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE',
      AWS_ENDPOINT_URL: plain,
      AWS_ENDPOINT_URL_IAM: plain,
    },
    config: profile(`endpoint_url = ${plain}`),
    expected: aws('AKIANET', 'eu-central-1'),
  },
  ignore_configured_endpoint_urls: {
    ...net,
    env: { AWS_ENDPOINT_URL: plain },
    config: profile('ignore_configured_endpoint_urls = true'),
    expected: aws('AKIANET', 'eu-central-1'),
  },
  AWS_USE_FIPS_ENDPOINT: {
    env: { ...exported, AWS_USE_FIPS_ENDPOINT: 'TRUE', AWS_DEFAULT_REGION: 'us-east-1' },
    expected: {
      sts: 'AKIAEXPORTED us-east-1 https://sts-fips.us-east-1.amazonaws.com',
      iam: 'AKIAEXPORTED us-east-1 https://iam-fips.amazonaws.com',
      organizations: 'AKIAEXPORTED us-east-1 https://organizations-fips.us-east-1.amazonaws.com',
    },
  },
  use_fips_endpoint: {
    ...net,
    config: '[profile net]\nregion = us-east-1\nuse_fips_endpoint = true\n',
    expected: {
      sts: 'AKIANET us-east-1 https://sts-fips.us-east-1.amazonaws.com',
      iam: 'AKIANET us-east-1 https://iam-fips.amazonaws.com',
      organizations: 'AKIANET us-east-1 https://organizations-fips.us-east-1.amazonaws.com',
    },
  },
  'AWS_USE_FIPS_ENDPOINT=false before use_fips_endpoint': {
    ...net,
    env: { AWS_USE_FIPS_ENDPOINT: 'false' },
    config: profile('use_fips_endpoint = true'),
    expected: aws('AKIANET', 'eu-central-1'),
  },
  AWS_USE_DUALSTACK_ENDPOINT: {
    // In other Regions the AWS CLI and the SDK have different endpoints for Organizations.
    env: { ...exported, AWS_USE_DUALSTACK_ENDPOINT: 'true', AWS_DEFAULT_REGION: 'us-east-1' },
    expected: {
      sts: 'AKIAEXPORTED us-east-1 https://sts.us-east-1.api.aws',
      iam: 'AKIAEXPORTED us-east-1 https://iam.global.api.aws',
      organizations: 'AKIAEXPORTED us-east-1 https://organizations.us-east-1.api.aws',
    },
  },
  use_dualstack_endpoint: {
    ...net,
    config: '[profile net]\nregion = us-east-1\nuse_dualstack_endpoint = true\n',
    expected: {
      sts: 'AKIANET us-east-1 https://sts.us-east-1.api.aws',
      iam: 'AKIANET us-east-1 https://iam.global.api.aws',
      organizations: 'AKIANET us-east-1 https://organizations.us-east-1.api.aws',
    },
  },
  'a role taken with the keys of another profile, in the Region of --region': {
    config: profile('role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base', 'admin'),
    credentials: keysOf('base', 'AKIABASE'),
    options: { profile: 'admin', region: 'eu-west-1' },
    expected: {
      before: ['AssumeRole AKIABASE eu-west-1 https://sts.eu-west-1.amazonaws.com'],
      ...aws('ASIAROLE+token', 'eu-west-1'),
    },
  },
  'a role taken at the endpoint of the profile': {
    config: profile(
      `role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base\nendpoint_url = ${plain}`,
      'admin',
    ),
    credentials: keysOf('base', 'AKIABASE'),
    options: { profile: 'admin' },
    expected: {
      before: [`AssumeRole AKIABASE eu-central-1 ${plain} direct`],
      ...everywhere(`ASIAROLE+token eu-central-1 ${plain} direct`),
    },
  },
  'a role taken with the profile’s own keys': {
    ...net,
    config: profile('role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = net'),
    expected: {
      before: ['AssumeRole AKIANET eu-central-1 https://sts.eu-central-1.amazonaws.com'],
      ...aws('ASIAROLE+token', 'eu-central-1'),
    },
  },
  'a role taken with what is exported': {
    env: exported,
    config: profile('role_arn = arn:aws:iam::111122223333:role/r\ncredential_source = Environment', 'admin'),
    options: { profile: 'admin' },
    expected: {
      before: ['AssumeRole AKIAEXPORTED eu-central-1 https://sts.eu-central-1.amazonaws.com'],
      ...aws('ASIAROLE+token', 'eu-central-1'),
    },
  },
  'a web identity before the keys of the default profile': {
    env: {
      AWS_WEB_IDENTITY_TOKEN_FILE: '<folder>/token',
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/r',
      AWS_DEFAULT_REGION: 'eu-west-1',
    },
    credentials: keysOf('default', 'AKIADEFAULT'),
    expected: {
      before: ['AssumeRoleWithWebIdentity unsigned  https://sts.eu-west-1.amazonaws.com'],
      ...aws('ASIAROLE+token', 'eu-west-1'),
    },
  },
  'a credential process': {
    config: profile(
      `credential_process = echo '{"Version": 1, "AccessKeyId": "ASIAPROCESS", "SecretAccessKey": "s", "SessionToken": "t"}'`,
    ),
    options: { profile: 'net' },
    expected: aws('ASIAPROCESS+token', 'eu-central-1'),
  },
  'IAM Identity Center': {
    config: profile(
      'sso_start_url = https://org.awsapps.com/start\nsso_region = eu-north-1\nsso_account_id = 111122223333\nsso_role_name = admin',
    ),
    options: { profile: 'net' },
    expected: {
      before: ['GetRoleCredentials unsigned  https://portal.sso.eu-north-1.amazonaws.com'],
      ...aws('ASIASSO+token', 'eu-central-1'),
    },
  },
  'a role taken with a session of IAM Identity Center': {
    config: `${profile('role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = sso', 'admin')}[profile sso]\nsso_session = org\nsso_account_id = 111122223333\nsso_role_name = admin\n[sso-session org]\nsso_start_url = https://org.awsapps.com/start\nsso_region = eu-north-1\n`,
    options: { profile: 'admin' },
    expected: {
      before: [
        'GetRoleCredentials unsigned  https://portal.sso.eu-north-1.amazonaws.com',
        'AssumeRole ASIASSO+token eu-central-1 https://sts.eu-central-1.amazonaws.com',
      ],
      ...aws('ASIAROLE+token', 'eu-central-1'),
    },
  },
  'HTTP_PROXY for endpoints without TLS, with a login': {
    env: {
      ...irish,
      AWS_ENDPOINT_URL: 'http://aws.example.com:81',
      HTTP_PROXY: 'http://ana:p%40ss@127.0.0.1:<port>',
    },
    expected: everywhere('AKIAEXPORTED eu-west-1 http://aws.example.com:81 forward as ana:p@ss'),
  },
  'HTTPS_PROXY without a scheme, with a login': {
    env: { ...irish, HTTPS_PROXY: 'ana:p%40ss@127.0.0.1:<port>' },
    expected: tunnelledAs('ana:p@ss'),
  },
  'HTTPS_PROXY with a percent sign in its login that encodes nothing': {
    env: { ...irish, HTTPS_PROXY: 'http://a%na:5%4x@127.0.0.1:<port>' },
    expected: tunnelledAs('a%na:5%4x'),
  },
  'https_proxy before HTTPS_PROXY': {
    env: { ...irish, HTTPS_PROXY: 'http://127.0.0.1:9', https_proxy: plain },
    expected: aws('AKIAEXPORTED', 'eu-west-1'),
  },
  'http_proxy that is empty before HTTP_PROXY': {
    env: { ...irish, AWS_ENDPOINT_URL: plain, HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: '' },
    expected: everywhere(`AKIAEXPORTED eu-west-1 ${plain} direct`),
  },
  'NO_PROXY by host, and by host and port': {
    env: {
      ...irish,
      AWS_ENDPOINT_URL: plain,
      HTTP_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: 'example.com, 127.0.0.1:<port>',
    },
    expected: everywhere(`AKIAEXPORTED eu-west-1 ${plain} direct`),
  },
  'NO_PROXY that is a star': {
    env: { ...irish, AWS_ENDPOINT_URL: plain, HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '*' },
    expected: everywhere(`AKIAEXPORTED eu-west-1 ${plain} direct`),
  },
  'NO_PROXY that is empty, or has empty names': {
    env: { ...irish, AWS_ENDPOINT_URL: plain, HTTP_PROXY: plain, NO_PROXY: ', ,27.0.0.1' },
    expected: everywhere(`AKIAEXPORTED eu-west-1 ${plain} forward`),
  },
  'no_proxy by the end of a name, before NO_PROXY': {
    env: {
      ...irish,
      AWS_ENDPOINT_URL: 'http://localhost:<port>',
      AWS_ENDPOINT_URL_IAM: plain,
      HTTP_PROXY: plain,
      NO_PROXY: '*',
      no_proxy: '..LOCALHOST',
    },
    expected: {
      ...everywhere('AKIAEXPORTED eu-west-1 http://localhost:<port> direct'),
      iam: `AKIAEXPORTED eu-west-1 ${plain} forward`,
    },
  },
  'ca_bundle of the profile': {
    ...net,
    env: { AWS_CA_BUNDLE: undefined },
    config: profile('ca_bundle = <ca-bundle>'),
    expected: aws('AKIANET', 'eu-central-1'),
  },
  REQUESTS_CA_BUNDLE: {
    env: { ...irish, AWS_CA_BUNDLE: undefined, REQUESTS_CA_BUNDLE: '<ca-bundle>' },
    expected: aws('AKIAEXPORTED', 'eu-west-1'),
  },
};
