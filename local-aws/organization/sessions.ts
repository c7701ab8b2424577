import { type SessionCredentials, temporaryCredentials } from '../iam/temporary-credentials';
import { AwsError } from '../wire/aws-error';
import type { TaskPolicy } from './task-policies';

/** What AssumeRoot opens: the root user of one account, bound to one task policy, for 15 minutes at most. */
export interface RootSession extends SessionCredentials {
  accountId: string;
  taskPolicy: TaskPolicy;
  expiration: Date;
}

/** The root sessions opened so far, by their access key. */
export class Sessions {
  readonly #byAccessKey = new Map<string, RootSession>();

  open(accountId: string, taskPolicy: TaskPolicy, expiration: Date): RootSession {
    const session = { ...temporaryCredentials(), accountId, taskPolicy, expiration };
    this.#byAccessKey.set(session.accessKeyId, session);
    return session;
  }

  /** The session of an access key, whether it is still good or not. */
  find(accessKeyId: string): RootSession | undefined {
    return this.#byAccessKey.get(accessKeyId);
  }
}

/**
 * Makes sure that a root session is used with its own token, and in time.
 * @throws AwsError InvalidClientTokenId or ExpiredToken
 */
export function assertUsable(session: RootSession, sessionToken: string | undefined, now: Date): void {
  if (session.sessionToken !== sessionToken) throw invalidToken();
  if (session.expiration <= now) {
    throw new AwsError('ExpiredToken', 'The security token included in the request is expired', 403);
  }
}

/** The error of an access key that nobody has, or of a session token that is not its own. */
export const invalidToken = () =>
  new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
