import { xmlDocument } from '../wire/xml';
import type { Answer } from './operation';
import type { Parameters } from './parameters';
import type { Protocol, WireAnswer, WireCall } from './protocol';
import { ServiceError } from './service-error';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Operations by method, where there is a bucket in the path, and sub-resource. */
const OPERATIONS: Record<string, string> = {
  'GET /': 'ListBuckets',
  'HEAD /bucket': 'HeadBucket',
  'GET /bucket?location': 'GetBucketLocation',
  'GET /bucket?policy': 'GetBucketPolicy',
  'PUT /bucket?policy': 'PutBucketPolicy',
  'DELETE /bucket?policy': 'DeleteBucketPolicy',
};

/** Parameters that are in the query, or in a header. */
const IN_QUERY: Record<string, string> = {
  'bucket-region': 'BucketRegion',
  'continuation-token': 'ContinuationToken',
  'max-buckets': 'MaxBuckets',
  prefix: 'Prefix',
};
const EXPECTED_OWNER = 'x-amz-expected-bucket-owner';

/** Reads a request to S3 in path style; an operation that is not simulated is named by its method and what it is about. */
export async function readRestCall(request: Request): Promise<WireCall> {
  const { pathname, searchParams } = new URL(request.url);
  const [bucket = '', key = ''] = pathname.slice(1).split('/', 2).map(decodeURIComponent);
  const subResource = [...searchParams.keys()].find((name) => name !== 'x-id' && !(name in IN_QUERY));
  const place = `/${bucket && 'bucket'}${key && '/key'}${subResource === undefined ? '' : `?${subResource}`}`;
  const route = `${request.method} ${place}`;
  const operation = OPERATIONS[route] ?? route;
  const parameters: Parameters = bucket ? { Bucket: bucket } : {};
  for (const [name, parameter] of Object.entries(IN_QUERY)) {
    const value = searchParams.get(name);
    if (value !== null) parameters[parameter] = value;
  }
  const owner = request.headers.get(EXPECTED_OWNER);
  if (owner !== null) parameters.ExpectedBucketOwner = owner;
  if (operation === 'PutBucketPolicy') parameters.Policy = await request.text();
  return { service: 's3', operation, parameters };
}

/** S3's own codes for the errors that every service has. */
const ERRORS: Record<string, { code: string; status: number; message: string }> = {
  ExpiredToken: { code: 'ExpiredToken', status: 400, message: 'The provided token has expired.' },
  InvalidClientTokenId: {
    code: 'InvalidAccessKeyId',
    status: 403,
    message: 'The AWS Access Key Id you provided does not exist in our records.',
  },
  IncompleteSignature: { code: 'AccessDenied', status: 403, message: 'Access Denied' },
  MissingAuthenticationToken: { code: 'AccessDenied', status: 403, message: 'Access Denied' },
  ServiceFailure: {
    code: 'InternalError',
    status: 500,
    message: 'We encountered an internal error. Please try again.',
  },
  Throttling: { code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' },
};

/** REST with XML bodies (https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html), spoken by S3. */
export const restXmlProtocol: Protocol = {
  unknownOperation: ({ operation }) =>
    new ServiceError(
      'NotImplemented',
      501,
      `A header you provided implies functionality that is not implemented: ${operation}`,
    ),

  answer: ({ operation }, answer) =>
    answers[operation]?.(answer ?? {}) ?? { status: 204, contentType: '', body: '' },

  refuse: ({ operation }, error, requestId) => {
    const { members, headers } = error;
    const { code, status, message } = ERRORS[error.code] ?? error;
    const isHead = operation === 'HeadBucket';
    const document = xmlDocument({
      Error: { Code: code, Message: message, ...members, RequestId: requestId },
    });
    return { ...xml(document), status, headers, ...(isHead && { body: '' }) };
  },
};

const answers: Record<string, (answer: Answer) => WireAnswer> = {
  ListBuckets: ({ Buckets, ...rest }) =>
    xml(
      xmlDocument({
        ListAllMyBucketsResult: { '@_xmlns': NAMESPACE, Buckets: { Bucket: Buckets }, ...rest },
      }),
    ),
  HeadBucket: ({ BucketRegion }) => ({
    ...xml(''),
    headers: { 'x-amz-bucket-region': String(BucketRegion) },
  }),
  GetBucketLocation: ({ LocationConstraint = '' }) =>
    xml(xmlDocument({ LocationConstraint: { '@_xmlns': NAMESPACE, '#text': LocationConstraint } })),
  GetBucketPolicy: ({ Policy }) => ({ status: 200, contentType: 'application/json', body: String(Policy) }),
};

const xml = (body: string): WireAnswer => ({ status: 200, contentType: 'application/xml', body });
