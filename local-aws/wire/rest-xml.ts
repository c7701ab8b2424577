import { randomUUID } from 'node:crypto';
import { responseOf, withoutUndefined } from './answer';
import { type CommonErrors, inOwnWords } from './common-errors';
import type { Parameters } from './parameters';
import type { Protocol, ProtocolCall } from './protocol';
import { restAnswers, xmlType } from './rest-answers';
import { readXml, xmlDocument } from './xml';

/** Operations by method, where there are a bucket and a key in the path, and sub-resource. */
const operations: Readonly<Record<string, string>> = {
  'GET /': 'ListBuckets',
  'HEAD /bucket': 'HeadBucket',
  'GET /bucket?list-type': 'ListObjectsV2',
  'GET /bucket?location': 'GetBucketLocation',
  'GET /bucket?policy': 'GetBucketPolicy',
  'PUT /bucket?policy': 'PutBucketPolicy',
  'DELETE /bucket?policy': 'DeleteBucketPolicy',
  'GET /bucket/key': 'GetObject',
  'HEAD /bucket/key': 'HeadObject',
  'PUT /bucket/key': 'PutObject',
};

/** Parameters that are in the query string. */
const inQuery: Readonly<Record<string, string>> = {
  'bucket-region': 'BucketRegion',
  'continuation-token': 'ContinuationToken',
  'encoding-type': 'EncodingType',
  'max-buckets': 'MaxBuckets',
  'max-keys': 'MaxKeys',
  prefix: 'Prefix',
  'start-after': 'StartAfter',
};

/** Parameters that are in a header. */
const inHeaders: Readonly<Record<string, string>> = {
  'content-type': 'ContentType',
  'if-match': 'IfMatch',
  'if-none-match': 'IfNoneMatch',
  'x-amz-content-sha256': 'ContentSha256',
  'x-amz-expected-bucket-owner': 'ExpectedBucketOwner',
};

/** Parameters that are the body, by their operation. */
const inBody: Readonly<Record<string, string>> = { PutBucketPolicy: 'Policy', PutObject: 'Body' };

/** Reads a call to Amazon S3 in path style; one of an operation that is not known here is named by what it asks for. */
export async function readRestCall(request: Request): Promise<ProtocolCall> {
  const { pathname, searchParams } = new URL(request.url);
  const [Bucket, ...key] = pathname.slice(1).split('/').map(decodeURIComponent);
  const Key = key.join('/');
  const route = `${request.method} /${Bucket && 'bucket'}${Key && '/key'}${subResource(request, searchParams)}`;
  const operation = operations[route] ?? route;
  const parameters: Parameters = { ...(Bucket && { Bucket }), ...(Key && { Key }) };
  take(parameters, inQuery, searchParams);
  take(parameters, inHeaders, request.headers);
  const payload = inBody[operation];
  if (payload) parameters[payload] = Buffer.from(await request.arrayBuffer());
  return { of: 's3', operation, parameters };
}

/**
 * What makes another operation of a request than its method and its path say: `?uploads`, or the source of a copy. So
 * does a parameter that is not known here, which so is refused by its name.
 */
function subResource({ headers }: Request, query: URLSearchParams): string {
  const names = [...query.keys()].filter((each) => each !== 'x-id' && !Object.hasOwn(inQuery, each));
  if (headers.has('x-amz-copy-source')) return ' as a copy';
  return names.length === 0 ? '' : `?${names.join('&')}`;
}

function take(
  parameters: Parameters,
  names: Readonly<Record<string, string>>,
  from: Pick<Headers, 'get'>,
): void {
  for (const [name, parameter] of Object.entries(names)) {
    const value = from.get(name);
    if (value !== null) parameters[parameter] = value;
  }
}

/** Amazon S3's own words for the errors that every service has (Amazon S3 API Reference, "Error responses"). */
const errors: CommonErrors = {
  ExpiredToken: { status: 400, message: 'The provided token has expired.' },
  IncompleteSignature: { name: 'AccessDenied', message: 'Access Denied' },
  InternalFailure: { name: 'InternalError' },
  InvalidClientTokenId: {
    name: 'InvalidAccessKeyId',
    message: 'The AWS Access Key Id you provided does not exist in our records.',
  },
  MissingAuthenticationToken: { name: 'AccessDenied', message: 'Access Denied' },
  Throttling: { name: 'SlowDown', status: 503, message: 'Please reduce your request rate.' },
  UnknownOperation: { name: 'NotImplemented', status: 501 },
};

/** REST with XML bodies (Smithy specification, "AWS restXml protocol") as Amazon S3 speaks it. */
export const restXml: Protocol = {
  kind: 'rest-xml',
  contentType: xmlType,
  of: 's3',
  answer: (operation, answer) => responseOf(restAnswers[operation]?.(answer) ?? { status: 204 }),
  refuse: (operation, refused) => {
    const requestId = randomUUID();
    const { name, status, message, members, headers } = inOwnWords(refused, errors);
    const error = { Code: name, Message: message, ...members, RequestId: requestId };
    const body = operation.startsWith('Head') ? '' : xmlDocument({ Error: error });
    return responseOf({ status, headers: { 'content-type': xmlType, ...headers }, body, requestId });
  },
  read: (operation, text) => {
    const [root, members] = (operation !== 'GetObject' && readXml(text)) || [];
    if (root === undefined || members === undefined) return undefined;
    return { members, saying: (said) => xmlDocument({ [root]: withoutUndefined(said) }) };
  },
};
