/** What an error says beyond its code and its message. */
export interface ErrorDetails {
  /** Further members of the error in a JSON protocol or in Amazon S3's XML, for instance `Reason`. */
  members?: Readonly<Record<string, string>>;
  /** HTTP headers of the answer, for instance `x-amz-bucket-region` of a redirect. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * An error that a service answers with: `name` is its code, `status` the HTTP status. The code of an error that every
 * service has (`Throttling`, `InternalFailure` …) is written as the service at hand calls it.
 */
export class AwsError extends Error {
  readonly status: number;
  readonly members: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    name: string,
    message: string,
    status = 400,
    { members = {}, headers = {} }: ErrorDetails = {},
  ) {
    super(message);
    this.name = name;
    this.status = status;
    this.members = members;
    this.headers = headers;
  }
}
