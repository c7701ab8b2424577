import type { Hono } from 'hono';
import { type GateOptions, gate } from '../iam/gate';
import { type StatesOptions, states } from '../states/step-functions-api';
import type { Fetch, HttpServer } from '../wire/http-server';
import { refusal, type ServiceName } from '../wire/protocols';
import { overHttp, type Transport } from '../wire/transport';
import { type CloudFormationOptions, cloudFormation } from './cloudformation';
import { type CloudTrailOptions, cloudTrail } from './cloudtrail';
import { type CloudWatchOptions, cloudWatch } from './cloudwatch';
import { type EventsOptions, events } from './events';
import { type KmsOptions, kms } from './kms';
import { type LambdaOptions, lambda } from './lambda';
import { type LogsOptions, logs } from './logs';
import { type S3Options, s3 } from './s3';
import { type SchedulerOptions, scheduler } from './scheduler';
import { type SnsOptions, sns } from './sns';

/** What the services of an account are about, and who may call them. */
export type EndpointOptions = S3Options &
  KmsOptions &
  SnsOptions &
  StatesOptions &
  CloudFormationOptions &
  CloudTrailOptions &
  CloudWatchOptions &
  EventsOptions &
  LambdaOptions &
  LogsOptions &
  SchedulerOptions & {
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

/** A service, and whose words it refuses with. */
type Service = readonly [app: Hono, name: ServiceName];

/** Starts the services the app itself uses, each at an address of its own, behind a gate. */
export async function startEndpoints(options: EndpointOptions): Promise<Endpoints> {
  const services: Record<string, Service> = {
    AWS_ENDPOINT_URL_CLOUDFORMATION: [cloudFormation(options), 'cloudformation'],
    AWS_ENDPOINT_URL_CLOUDTRAIL: [cloudTrail(options), 'cloudtrail'],
    AWS_ENDPOINT_URL_CLOUDWATCH: [cloudWatch(options), 'cloudwatch'],
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: [logs(options), 'logs'],
    AWS_ENDPOINT_URL_EVENTBRIDGE: [events(options), 'events'],
    AWS_ENDPOINT_URL_KMS: [kms(options), 'kms'],
    AWS_ENDPOINT_URL_LAMBDA: [lambda(options), 'lambda'],
    AWS_ENDPOINT_URL_S3: [s3(options), 's3'],
    AWS_ENDPOINT_URL_SCHEDULER: [scheduler(options), 'scheduler'],
    AWS_ENDPOINT_URL_SFN: [states(options), 'states'],
    AWS_ENDPOINT_URL_SNS: [sns(options), 'sns'],
  };
  const servers: Record<string, HttpServer> = {};
  const { intercept = (fetch) => fetch, callers, transport = overHttp } = options;
  for (const [variable, [app, service]] of Object.entries(services)) {
    const fetch = gate(intercept(app.fetch), {
      ...callers,
      refuse: (_, error) => refusal({ service }, error),
    });
    servers[variable] = await transport.serve({ fetch });
  }
  return {
    environment: Object.fromEntries(Object.entries(servers).map(([variable, { url }]) => [variable, url])),
    close: async () => {
      await Promise.all(Object.values(servers).map((server) => server.close()));
    },
  };
}
