import { type GateOptions, gate } from '../iam/gate';
import { type StatesOptions, states } from '../states/step-functions-api';
import type { Fetch, HttpServer } from '../wire/http-server';
import { refusal } from '../wire/protocols';
import type { ServiceApp } from '../wire/service';
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

/** What the services of an account are about. */
type ServiceOptions = S3Options &
  KmsOptions &
  SnsOptions &
  StatesOptions &
  CloudFormationOptions &
  CloudTrailOptions &
  CloudWatchOptions &
  EventsOptions &
  LambdaOptions &
  LogsOptions &
  SchedulerOptions;

/** What the services of an account are about, and who may call them. */
export type EndpointOptions = ServiceOptions & {
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

/** The services the app itself uses, by the variable that says where each is. */
export function servicesOf(options: ServiceOptions): Record<string, ServiceApp> {
  return {
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation(options),
    AWS_ENDPOINT_URL_CLOUDTRAIL: cloudTrail(options),
    AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch(options),
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logs(options),
    AWS_ENDPOINT_URL_EVENTBRIDGE: events(options),
    AWS_ENDPOINT_URL_KMS: kms(options),
    AWS_ENDPOINT_URL_LAMBDA: lambda(options),
    AWS_ENDPOINT_URL_S3: s3(options),
    AWS_ENDPOINT_URL_SCHEDULER: scheduler(options),
    AWS_ENDPOINT_URL_SFN: states(options),
    AWS_ENDPOINT_URL_SNS: sns(options),
  };
}

/** Starts the services the app itself uses, each at an address of its own, behind a gate. */
export async function startEndpoints(options: EndpointOptions): Promise<Endpoints> {
  const servers: Record<string, HttpServer> = {};
  const { intercept = (fetch) => fetch, callers, transport = overHttp } = options;
  for (const [variable, service] of Object.entries(servicesOf(options))) {
    const fetch = gate(intercept(service.fetch), {
      ...callers,
      refuse: (_, error) => refusal(service, error),
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
