import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

const inFixtures = (name: string) => new URL(`../../../fixtures/tls/${name}`, import.meta.url).pathname;

/** The certificate to be trusted where the recorder answers for AWS over TLS. */
export const caBundle = inFixtures('ca.pem');

/** A call as it was on the wire. */
export interface RecordedCall {
  readonly operation: string;
  /** Access key ID, `+token` where there was a session token; `unsigned` */
  readonly key: string;
  /** The Region in the scope of the signature. */
  readonly region: string;
  /** `https://sts.eu-west-1.amazonaws.com` as the caller wanted it. */
  readonly endpoint: string;
  /** By which way: `tunnel` and `forward` of the proxy, with the login that was given to it, or `direct`. */
  readonly way: string;
}

/** Answers for AWS as a proxy does that opens TLS, or as a plain endpoint, and writes down who called what and where. */
export interface Recorder {
  readonly port: number;
  /** Those since the last time. */
  take(): RecordedCall[];
  close(): void;
}

/** Starts a recorder on the loopback address. */
export async function startRecorder(): Promise<Recorder> {
  const calls: RecordedCall[] = [];
  const secureContext = createSecureContext({
    cert: readFileSync(inFixtures('server.pem')),
    key: readFileSync(inFixtures('server.key')),
  });
  const tunnels = new WeakMap<object, { endpoint: string; way: string }>();
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    calls.push({ ...signedBy(request, body), ...(tunnels.get(request.socket) ?? wayOf(request)) });
    answer(operationOf(request, body), response);
  });
  server.on('connect', ({ url = '', headers }: IncomingMessage, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const tls = new TLSSocket(socket, { isServer: true, secureContext });
    tunnels.set(tls, { endpoint: `https://${url.replace(/:443$/, '')}`, way: `tunnel${loginIn(headers)}` });
    tls.on('error', () => undefined);
    server.emit('connection', tls);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    take: () => calls.splice(0),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function wayOf({ url = '', headers }: IncomingMessage): Pick<RecordedCall, 'endpoint' | 'way'> {
  const isForward = url.startsWith('http:');
  const endpoint = isForward ? new URL(url).origin : `http://${headers.host}`;
  return { endpoint, way: isForward ? `forward${loginIn(headers)}` : 'direct' };
}

function loginIn(headers: IncomingMessage['headers']): string {
  const login = headers['proxy-authorization']?.replace('Basic ', '');
  return login ? ` as ${Buffer.from(login, 'base64')}` : '';
}

function signedBy({ headers }: IncomingMessage, body: string) {
  const [, key = 'unsigned', region = ''] =
    /Credential=(\w+)\/\d+\/([\w-]+)/.exec(headers.authorization ?? '') ?? [];
  const token = headers['x-amz-security-token'] ? '+token' : '';
  return { operation: operationOf({ headers }, body), key: `${key}${token}`, region };
}

function operationOf({ headers }: Pick<IncomingMessage, 'headers'>, body: string): string {
  const target = headers['x-amz-target'];
  return String(target ?? /Action=(\w+)/.exec(body)?.[1] ?? 'GetRoleCredentials').replace(/^.*\./, '');
}

const inAnHour = new Date(Date.now() + 3_600_000);
const role = `<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${inAnHour.toISOString()}</Expiration>`;
const roleUser =
  '<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/r/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser>';
const keys = {
  accessKeyId: 'ASIASSO',
  secretAccessKey: 's',
  sessionToken: 't',
  expiration: inAnHour.getTime(),
};
const answers: Record<string, string> = {
  AssumeRole: `<Credentials>${role}</Credentials>${roleUser}`,
  AssumeRoleWithWebIdentity: `<Credentials>${role}</Credentials>${roleUser}`,
  DescribeOrganization: JSON.stringify({ Organization: { Id: 'o-1' } }),
  GetCallerIdentity:
    '<Arn>arn:aws:iam::111122223333:user/ana</Arn><UserId>A</UserId><Account>111122223333</Account>',
  GetRoleCredentials: JSON.stringify({ roleCredentials: keys }),
  ListOrganizationsFeatures: '<OrganizationId>o-1</OrganizationId><EnabledFeatures/>',
};

function answer(operation: string, response: ServerResponse): void {
  const text = answers[operation] ?? '';
  const isJson = text.startsWith('{');
  response.setHeader('content-type', isJson ? 'application/json' : 'text/xml');
  response.end(
    isJson
      ? text
      : `<${operation}Response><${operation}Result>${text}</${operation}Result></${operation}Response>`,
  );
}
