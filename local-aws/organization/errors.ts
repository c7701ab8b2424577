import { AwsError } from '../wire/aws-error';

/** AWS's wording of a denial; `because` says which kind of policy denies, or does not allow, if that is known. */
export function accessDenied(
  principal: string,
  action: string,
  resource: string,
  because?: string,
): AwsError {
  const reason = because ? ` ${because}` : '';
  const message = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource}${reason}`;
  return new AwsError('AccessDenied', message, 403);
}

/** IAM's error of a user, or of something of a user's, that there is not. */
export const noSuchEntity = (message: string) => new AwsError('NoSuchEntity', message, 404);
