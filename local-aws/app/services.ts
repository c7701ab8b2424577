import type { BorrowedKeys } from '../iam/borrowed-keys';
import { type Endpoints, startEndpoints } from '../services/endpoints';
import type { ObjectStore } from '../services/object-store';
import { subscribedTopics } from '../services/subscribed-topics';
import type { ExecutionsOfAll } from '../states/executions-of-all';
import type { TaskTokens } from '../states/task-tokens';
import type { Transport } from '../wire/transport';
import type { LocalAccount } from './account';
import type { LocalAwsOptions } from './options';

/** What the services of an app's account are about. */
export interface ServiceContents {
  readonly objects: ObjectStore;
  readonly executions: ExecutionsOfAll;
  readonly taskTokens: TaskTokens;
  readonly borrowed: BorrowedKeys;
  readonly transport: Transport;
}

/** Starts the services of an app's account; they answer its roles. */
export function startServices(
  { template, access }: LocalAccount,
  { startsOnRequest = true, unconfirmed, faults, onEmail }: LocalAwsOptions,
  { objects, executions, taskTokens, borrowed, transport }: ServiceContents,
): Promise<Endpoints> {
  return startEndpoints({
    objects,
    keys: template.keys(),
    topics: subscribedTopics(template.topics(), unconfirmed),
    tasks: taskTokens,
    ...(startsOnRequest && { executions, reads: executions }),
    callers: {
      secretsOf: access.secretsOf,
      throughDoor: borrowed.throughDoor,
    },
    stacks: [template.stack()],
    authorize: access.authorize,
    intercept: faults?.intercept,
    deliver: (email) => onEmail?.(email),
    transport,
  });
}
