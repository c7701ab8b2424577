import type { Clock } from '../clock';
import type { BorrowedKeys } from '../iam/borrowed-keys';
import type { Principal } from '../iam/principal';
import type { LaterInvocations } from '../lambda/asynchronous-invocation';
import type { AccountResources } from '../services/account-resources';
import { type Endpoints, startEndpoints } from '../services/endpoints';
import type { ObjectStore } from '../services/object-store';
import type { ExecutionsOfAll } from '../states/executions-of-all';
import type { TaskTokens } from '../states/task-tokens';
import type { Transport } from '../wire/transport';
import type { LocalAccount } from './account';
import type { LocalAwsOptions } from './options';

/** What the services of an app's account are about. */
export interface ServiceContents {
  readonly resources: AccountResources;
  readonly clock: Clock;
  readonly objects: ObjectStore;
  readonly executions: ExecutionsOfAll;
  readonly taskTokens: TaskTokens;
  readonly later: LaterInvocations;
  readonly borrowed: BorrowedKeys;
  readonly transport: Transport;
}

/** Starts the services of an app's account; they answer its roles. */
export function startServices(
  { access }: LocalAccount,
  { startsOnRequest = true, faults, onEmail }: LocalAwsOptions,
  { resources, clock, objects, executions, taskTokens, later, borrowed, transport }: ServiceContents,
): Promise<Endpoints> {
  return startEndpoints({
    ...{ ...resources, clock },
    objects,
    tasks: taskTokens,
    invokeLater: later.invoke,
    ...(startsOnRequest && { executions, reads: executions }),
    callers: {
      secretsOf: access.secretsOf,
      throughDoor: borrowed.throughDoor,
    },
    principalOf: ({ accessKeyId }) => access.principalOf(accessKeyId),
    accountOf: ({ accessKeyId }) => accountOf(access.principalOf(accessKeyId)),
    authorize: access.authorize,
    intercept: faults?.intercept,
    deliver: (email) => onEmail?.(email),
    transport,
  });
}

const accountOf = (principal?: Principal) =>
  principal && 'accountId' in principal ? principal.accountId : '';
