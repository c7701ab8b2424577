import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRootCommand, STSClient } from '@aws-sdk/client-sts';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { onTestFinished } from 'vitest';
import {
  createOrganization,
  type OrganizationOptions,
} from '../../../local-aws/organization/create-organization';
import type { DispatcherOptions } from '../../../local-aws/organization/dispatcher';
import type { Account, AccountKind, Organization } from '../../../local-aws/organization/organization';
import { startSimulator } from '../../../local-aws/organization/simulator';
import { ManualClock } from '../../support/manual-clock';

export const NOW = new Date('2026-11-23T12:00:00Z');
export const AUDIT = 'IAMAuditRootUserCredentials';
export const DELETE = 'IAMDeleteRootUserCredentials';
export const OPERATOR = { accessKeyId: 'operator', secretAccessKey: 'simulated' };

export interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

type SimulatorPart = Pick<DispatcherOptions, 'onCall' | 'latency' | 'throttle'>;
interface FixtureOptions extends SimulatorPart, Partial<Omit<OrganizationOptions, 'clock'>> {}

/** A simulator on a clock that stands still, closed when the test ends, and real clients that never retry. */
export async function startFixture({ onCall, latency, throttle, ...options }: FixtureOptions = {}) {
  const clock = new ManualClock(NOW);
  const organization = createOrganization({ accounts: 12, seed: 1, ...options, clock });
  const simulator = await startSimulator({ organization, clock, onCall, latency, throttle });
  onTestFinished(simulator.close);

  const settings = (credentials: SessionCredentials = OPERATOR) => ({
    endpoint: simulator.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials,
  });
  const sts = (credentials?: SessionCredentials) => new STSClient(settings(credentials));
  const iam = (credentials?: SessionCredentials) => new IAMClient(settings(credentials));
  const s3 = (credentials?: SessionCredentials, region = 'us-east-1') =>
    new S3Client({ ...settings(credentials), region, followRegionRedirects: true });
  const sqs = (credentials?: SessionCredentials, region = 'us-east-1') =>
    new SQSClient({ ...settings(credentials), region });
  const organizations = (credentials?: SessionCredentials) => new OrganizationsClient(settings(credentials));
  const assumeRoot = async (accountId: string, taskPolicy = AUDIT, seconds?: number) =>
    sessionFrom(await sts().send(assumeRootCommand(accountId, taskPolicy, seconds)));

  return {
    clock,
    organization,
    simulator,
    sts,
    iam,
    organizations,
    s3,
    sqs,
    assumeRoot,
    account: (kind: AccountKind) => accountOf(organization, kind),
    /** An IAM client in a root session of the first account of a kind. */
    rootOf: async (kind: AccountKind, taskPolicy = AUDIT) =>
      iam(await assumeRoot(accountOf(organization, kind).id, taskPolicy)),
  };
}

interface ToSign {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly service: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Makes a request whose answer is looked at as it is on the wire, signed for the Region us-east-1. */
export async function fetchSigned(
  { method, url, service, headers = {}, body }: ToSign,
  credentials: SessionCredentials,
): Promise<Response> {
  const { protocol, hostname, port, host, pathname, searchParams } = new URL(url);
  const signer = new SignatureV4({ credentials, region: 'us-east-1', service, sha256: Sha256 });
  const signed = await signer.sign({
    method,
    protocol,
    hostname,
    port: Number(port),
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { ...headers, host },
    body,
  });
  return fetch(url, { method, headers: signed.headers, body });
}

export function assumeRootCommand(target: string, taskPolicy: string, seconds?: number): AssumeRootCommand {
  return new AssumeRootCommand({
    TargetPrincipal: target,
    TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${taskPolicy}` },
    DurationSeconds: seconds,
  });
}

export function accountOf(organization: Organization, kind: AccountKind): Account {
  const account = organization.accounts.find((other) => other.kind === kind);
  if (!account) throw new Error(`No account of kind ${kind}`);
  return account;
}

interface AssumeRootOutput {
  Credentials?: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string };
}

function sessionFrom({ Credentials = {} }: AssumeRootOutput): SessionCredentials {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = Credentials;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** What a rejected call amounts to, for whole-object assertions. */
export async function refusalOf(call: Promise<unknown>) {
  const error: unknown = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof Error)) throw new Error('The call was not refused');
  const metadata = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }) : {};
  return { name: error.name, status: metadata.httpStatusCode, message: error.message };
}
