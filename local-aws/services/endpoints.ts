import type { Hono } from 'hono';
import { type GateOptions, gate } from '../iam/gate';
import { type StatesOptions, states } from '../states/states';
import type { AwsError } from '../wire/aws-error';
import type { Fetch, HttpServer } from '../wire/http-server';
import { jsonRefusal } from '../wire/json-protocol';
import { queryRefusal } from '../wire/query-protocol';
import { overHttp, type Transport } from '../wire/transport';
import { type CloudFormationOptions, cloudFormation, cloudFormationNamespace } from './cloudformation';
import { type KmsOptions, kms } from './kms';
import { type S3Options, s3, s3Refusal } from './s3';
import { type SnsOptions, sns, snsNamespace } from './sns';

/** What the services of an account are about, and who may call them. */
export type EndpointOptions = S3Options &
  KmsOptions &
  SnsOptions &
  StatesOptions &
  CloudFormationOptions & {
    /** What stands between each service and its clients. @default nothing */
    intercept?: (fetch: Fetch) => Fetch;
    /** Who may call any of them. */
    callers: Pick<GateOptions, 'secretsOf' | 'throughDoor'>;
    /** @default HTTP on the loopback address */
    transport?: Transport;
  };

/** Services that are served until they are closed. */
export interface Endpoints {
  /** `AWS_ENDPOINT_URL_S3` and so on: points any SDK or the AWS CLI here. */
  readonly environment: Record<string, string>;
  close(): Promise<void>;
}

/** A service, and how it says what is wrong. */
type Service = readonly [app: Hono, refuse: (error: AwsError) => Response];

/** Starts the services the app itself uses, each at an address of its own, behind a gate. */
export async function startEndpoints(options: EndpointOptions): Promise<Endpoints> {
  const services: Record<string, Service> = {
    AWS_ENDPOINT_URL_CLOUDFORMATION: [cloudFormation(options), queryRefusal(cloudFormationNamespace)],
    AWS_ENDPOINT_URL_KMS: [kms(options), jsonRefusal('1.1')],
    AWS_ENDPOINT_URL_S3: [s3(options), s3Refusal],
    AWS_ENDPOINT_URL_SFN: [states(options), jsonRefusal('1.0')],
    AWS_ENDPOINT_URL_SNS: [sns(options), queryRefusal(snsNamespace)],
  };
  const servers: Record<string, HttpServer> = {};
  const { intercept = (fetch) => fetch, callers, transport = overHttp } = options;
  for (const [variable, [app, refuse]] of Object.entries(services)) {
    const fetch = gate(intercept(app.fetch), { ...callers, refuse: (_, error) => refuse(error) });
    servers[variable] = await transport.serve({ fetch });
  }
  return {
    environment: Object.fromEntries(Object.entries(servers).map(([variable, { url }]) => [variable, url])),
    close: async () => {
      await Promise.all(Object.values(servers).map((server) => server.close()));
    },
  };
}
