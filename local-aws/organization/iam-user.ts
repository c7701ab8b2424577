import { AwsError } from '../wire/aws-error';
import { optional } from '../wire/parameters';
import type { Caller } from './caller';
import { noSuchEntity } from './errors';
import type { Call } from './operation';
import type { LoginProfile } from './organization';

/**
 * The user an IAM operation is about: the caller, as no other users exist.
 * @throws NoSuchEntity for a name, and ValidationError where a role has given none
 */
export function userOf({ caller, parameters }: Call): Caller {
  const userName = optional(parameters, 'UserName');
  if (userName === undefined && caller.principal?.type === 'role') {
    throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials');
  }
  if (userName === undefined || userName === caller.userName) return caller;
  throw noSuchEntity(`The user with name ${userName} cannot be found.`);
}

/** The user's login profile. @throws NoSuchEntity, which is how AWS says that there is no password */
export function loginProfileOf({ userName, credentials }: Caller): LoginProfile {
  if (credentials.loginProfile) return credentials.loginProfile;
  throw noSuchEntity(`Login Profile for User ${userName ?? 'root'} cannot be found.`);
}
