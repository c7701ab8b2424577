// Another program on the machine: it knows the source of the app and which ports there are, and has no secret. Reads
// what is public as JSON on stdin, tries all it can think of, and prints as JSON every answer that is no refusal.
// Plain JavaScript, so that it runs with no environment at all.
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

const { ports, principals, buckets, stateMachines } = JSON.parse(await text(process.stdin));

/** As access keys of role sessions could once be computed. */
const derivedKey = (principal) =>
  `ASIA${createHash('sha256').update(JSON.stringify(principal)).digest('hex').slice(0, 16).toUpperCase()}`;

const keys = [
  ...principals.map(derivedKey),
  'ASIALOCALRUNTIME0000',
  'AKIAOPERATOR00000000',
  'AKIAOPERATOR00000001',
  'operator',
  'test',
];
const today = new Date().toISOString().replace(/[-:]|\.\d+/g, '');

function signedBy(key, service) {
  const scope = `${key}/${today.slice(0, 8)}/eu-west-1/${service}/aws4_request`;
  return {
    'x-amz-date': today,
    'x-amz-security-token': 'local',
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  };
}

/** What a caller may say it is, each in one set of headers. */
const claims = (service) =>
  (['s3', 'states'].includes(service) ? keys : keys.slice(-5)).flatMap((key) => [
    signedBy(key, service),
    { 'user-agent': `aws-sdk-js/3 app/${key}` },
  ]);

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const query = (body) => ({ method: 'POST', path: '/', headers: form, body });
const json = (target, body, version = '1.0') => ({
  method: 'POST',
  path: '/',
  headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
  body: JSON.stringify(body),
});
const plain = (method, path) => ({ method, path, headers: {} });

const calls = [
  ...buckets.map((bucket) => ['s3', plain('GET', `/${bucket}?list-type=2`)]),
  ...buckets.map((bucket) => ['s3', { ...plain('PUT', `/${bucket}/runs/x/decision.json`), body: '{}' }]),
  ...stateMachines.map((stateMachineArn) => [
    'states',
    json('AWSStepFunctions.StartExecution', { stateMachineArn, input: '{"mode":"purge"}' }),
  ]),
  ['states', json('AWSStepFunctions.SendTaskSuccess', { taskToken: 'AAAA', output: '{}' })],
  ['kms', json('TrentService.GenerateDataKey', { KeyId: 'x', KeySpec: 'AES_256' }, '1.1')],
  ['sns', query('Action=ListSubscriptionsByTopic&TopicArn=x&Version=2010-03-31')],
  ['sts', query('Action=GetCallerIdentity&Version=2011-06-15')],
  ['iam', query('Action=ListAccessKeys&Version=2010-05-08')],
  ['organizations', json('AWSOrganizationsV20161128.ListAccounts', {}, '1.1')],
];

const paths = [
  '/',
  '/_state',
  '/_calls',
  '/_organization',
  '/runs/x/y',
  '/favicon.ico',
  '/a/../b',
  '//x',
  '/?x=1',
];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'];
const foreign = [
  { host: 'evil.example' },
  { host: 'evil.example:80', origin: 'http://evil.example' },
  { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
];

const requests = [
  ...calls.flatMap(([service, call]) =>
    [{}, ...foreign, ...claims(service)].map((claim) => ({
      ...call,
      headers: { ...call.headers, ...claim },
    })),
  ),
  ...paths.flatMap((path) =>
    methods.flatMap((method) => [{}, ...foreign].map((headers) => ({ method, path, headers }))),
  ),
];

function send(port, { method, path, headers, body }) {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      text(answer).then(
        (content) => resolve({ status: answer.statusCode, content }),
        (error) => resolve({ status: 0, content: String(error) }),
      );
    });
    sent.on('error', (error) => resolve({ status: 0, content: String(error) }));
    sent.end(body);
  });
}

/** AWS JSON says with 400 that it does not know a token. */
const isRefusedInJson = (status, content) =>
  status === 400 && /"__type":"([\w.]+#)?UnrecognizedClientException"/.test(content);

const answered = new Set();
async function attempt(port, tried) {
  const { status, content } = await send(port, tried);
  if (![0, 401, 403, 404].includes(status) && !isRefusedInJson(status, content))
    answered.add(`${tried.method} ${tried.path}: ${status} ${content.slice(0, 100)}`);
  return { status, content };
}

async function inParallel(jobs, width = 64) {
  const left = [...jobs];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let job = left.shift(); job; job = left.shift()) await job();
    }),
  );
}

/** The approval of everything, stored where the page would store it. */
async function forge(port, bucket, headers) {
  const listed = await attempt(port, { ...plain('GET', `/${bucket}?list-type=2&prefix=runs%2F`), headers });
  const plan = /<Key>(runs\/[^<]+)\/plan\.json<\/Key>/.exec(listed.content);
  const [, run] = plan ?? [];
  if (!run) return;
  const read = async (name) => {
    const { status, content } = await attempt(port, {
      ...plain('GET', `/${bucket}/${run}/${name}`),
      headers,
    });
    return status === 200 ? JSON.parse(content) : {};
  };
  const { planDigest } = await read('approval.json');
  const { accounts = [] } = await read('plan.json');
  const decision = {
    decision: 'APPROVED',
    planDigest,
    decidedAt: new Date().toISOString(),
    decidedBy: 'nobody@example.com',
    sourceIp: '127.0.0.1',
    credentials: accounts.flatMap(({ accountId, credentials }) =>
      credentials.map(({ kind, id }) => ({ accountId, kind, id })),
    ),
  };
  await attempt(port, {
    ...plain('PUT', `/${bucket}/${run}/decision.json`),
    headers: { ...headers, 'if-none-match': '*' },
    body: JSON.stringify(decision),
  });
}

await inParallel(ports.flatMap((port) => requests.map((tried) => () => attempt(port, tried))));
await inParallel(
  ports.flatMap((port) =>
    buckets.flatMap((bucket) => claims('s3').map((headers) => () => forge(port, bucket, headers))),
  ),
);
process.stdout.write(JSON.stringify({ tried: ports.length * requests.length, answered: [...answered] }));
