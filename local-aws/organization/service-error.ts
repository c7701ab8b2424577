/** An error that a service answers with: its code as written on the wire, and the HTTP status of the Query protocol. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';

  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    /** Further members of an error in a JSON protocol or S3's, for instance `Reason`. */
    readonly members: Record<string, string> = {},
    /** Headers of the answer in S3's protocol. */
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** AWS's wording; `because` says which kind of policy denies, or does not allow, if that is known. */
export function accessDenied(
  principal: string,
  action: string,
  resource: string,
  because?: string,
): ServiceError {
  const reason = because ? ` ${because}` : '';
  return new ServiceError(
    'AccessDenied',
    403,
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource}${reason}`,
  );
}

export const validationError = (detail: string) =>
  new ServiceError('ValidationError', 400, `1 validation error detected: ${detail}`);

export const noSuchEntity = (message: string) => new ServiceError('NoSuchEntity', 404, message);
