import type { Hono } from 'hono';
import { type CloudFormationOptions, cloudFormation } from './cloudformation';
import { type Fetch, type HttpServer, startHttpServer } from './http-server';
import { type KmsOptions, kms } from './kms';
import { type S3Options, s3 } from './s3';
import { type SnsOptions, sns } from './sns';
import { type StatesOptions, states } from './states';

export type EndpointOptions = S3Options &
  KmsOptions &
  SnsOptions &
  StatesOptions &
  CloudFormationOptions & {
    /** What stands between each service and its clients. @default nothing */
    intercept?: (fetch: Fetch) => Fetch;
  };

export interface Endpoints {
  /** `AWS_ENDPOINT_URL_S3` and so on: points any SDK or the AWS CLI here. */
  readonly environment: Record<string, string>;
  close(): Promise<void>;
}

/** Starts the services the app itself uses, each on a loopback port of its own. */
export async function startEndpoints(options: EndpointOptions): Promise<Endpoints> {
  const apps: Record<string, Hono> = {
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation(options),
    AWS_ENDPOINT_URL_KMS: kms(options),
    AWS_ENDPOINT_URL_S3: s3(options),
    AWS_ENDPOINT_URL_SFN: states(options),
    AWS_ENDPOINT_URL_SNS: sns(options),
  };
  const servers: Record<string, HttpServer> = {};
  const { intercept = (fetch) => fetch } = options;
  for (const [variable, app] of Object.entries(apps)) {
    servers[variable] = await startHttpServer({ fetch: intercept(app.fetch) });
  }
  return {
    environment: Object.fromEntries(Object.entries(servers).map(([variable, { url }]) => [variable, url])),
    close: async () => {
      await Promise.all(Object.values(servers).map((server) => server.close()));
    },
  };
}
