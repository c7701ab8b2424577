import type { BorrowedKeys } from '../iam/borrowed-keys';
import { type Endpoints, startEndpoints } from '../services/endpoints';
import type { ObjectStore } from '../services/object-store';
import { subscribedTopics } from '../services/subscribed-topics';
import type { ExecutionsOfAll } from '../states/executions-of-all';
import type { TaskTokens } from '../states/task-tokens';
import { forward } from '../wire/forward';
import type { Transport } from '../wire/transport';
import type { LocalAccount } from './account';
import type { LocalAwsOptions } from './options';
import type { ReachedOrganization } from './organization';

/** What the services of an app's account are about. */
export interface ServiceContents {
  readonly organization: ReachedOrganization;
  readonly objects: ObjectStore;
  readonly executions: ExecutionsOfAll;
  readonly taskTokens: TaskTokens;
  readonly borrowed: BorrowedKeys;
  readonly transport: Transport;
}

/** Starts the services of an app's account; they answer its roles, and root sessions that ask for buckets elsewhere. */
export function startServices(
  { template, access }: LocalAccount,
  { startsOnRequest = true, unconfirmed, faults, onEmail }: LocalAwsOptions,
  { organization, objects, executions, taskTokens, borrowed, transport }: ServiceContents,
): Promise<Endpoints> {
  const { simulator, environment } = organization;
  const { AWS_ENDPOINT_URL_S3: s3Elsewhere } = environment;
  return startEndpoints({
    objects,
    keys: template.keys(),
    topics: subscribedTopics(template.topics(), unconfirmed),
    tasks: taskTokens,
    ...(startsOnRequest && { executions, reads: executions }),
    callers: {
      secretsOf: (key) => access.secretsOf(key) ?? simulator?.secretsOf(key),
      throughDoor: borrowed.throughDoor,
    },
    // Buckets of member accounts are asked for with root sessions, which this account does not know.
    elsewhere: (request) => {
      if (access.knows(request.headers)) return undefined;
      return simulator?.fetch(request) ?? (s3Elsewhere ? forward(request, s3Elsewhere) : undefined);
    },
    stacks: [template.stack()],
    authorize: access.authorize,
    intercept: faults?.intercept,
    deliver: (email) => onEmail?.(email),
    transport,
  });
}
