/** A request to a simulated or local AWS service, as far as it can be told from the wire. */
export interface WireCall {
  /** `sts`, `iam`, `organizations`, `kms`, `states`, `sns`, `sqs` or `s3`. */
  readonly service: string;
  readonly operation: string;
  /** The access key ID that signed it. */
  readonly accessKeyId: string;
  /** What AssumeRoot asks for. */
  readonly assumeRoot?: { accountId: string; taskPolicy: string };
  /** An S3 request's path. */
  readonly path: string;
  /** It is S3's `If-None-Match` write. */
  readonly conditional: boolean;
}

const jsonServices: Record<string, string> = {
  AWSOrganizationsV20161128: 'organizations',
  AWSStepFunctions: 'states',
  AmazonSQS: 'sqs',
  TrentService: 'kms',
};
const queryServices: Record<string, string> = {
  AssumeRoot: 'sts',
  GetCallerIdentity: 'sts',
  ListSubscriptionsByTopic: 'sns',
  Publish: 'sns',
};

/** Reads service and operation as each protocol writes them: X-Amz-Target, Action, or S3's method. */
export function readWireCall({ method, url, headers }: Request, body: string): WireCall {
  const [, accessKeyId = ''] = /Credential=([^/,\s]+)\//.exec(headers.get('authorization') ?? '') ?? [];
  const { pathname, searchParams } = new URL(url);
  const path = decodeURIComponent(pathname);
  const signed = { accessKeyId, path, conditional: headers.has('if-none-match') };
  const [target = '', name] = headers.get('x-amz-target')?.split('.') ?? [];
  if (name !== undefined) return { ...signed, service: jsonServices[target] ?? target, operation: name };
  const parameters = new URLSearchParams(body.startsWith('Action=') || body.includes('&Action=') ? body : '');
  const action = parameters.get('Action');
  if (action) {
    const service = queryServices[action] ?? 'iam';
    return { ...signed, service, operation: action, assumeRoot: assumeRootOf(parameters) };
  }
  return { ...signed, service: 's3', operation: s3Operation(method, searchParams) };
}

function s3Operation(method: string, query: URLSearchParams): string {
  if (query.has('list-type')) return 'ListObjectsV2';
  const what = query.has('policy') ? 'BucketPolicy' : 'Object';
  return `${method.charAt(0)}${method.slice(1).toLowerCase()}${what}`;
}

function assumeRootOf(parameters: URLSearchParams): WireCall['assumeRoot'] {
  const [accountId] = /\d{12}/.exec(parameters.get('TargetPrincipal') ?? '') ?? [];
  const [, taskPolicy = ''] = parameters.get('TaskPolicyArn.arn')?.split('root-task/') ?? [];
  return accountId === undefined ? undefined : { accountId, taskPolicy };
}
