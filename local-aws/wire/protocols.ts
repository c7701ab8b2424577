import type { AwsError } from './aws-error';
import { awsJson, jsonErrors, readJsonCall } from './aws-json';
import type { CommonErrors } from './common-errors';
import type { Parameters } from './parameters';
import type { Protocol, ProtocolCall } from './protocol';
import { awsQuery, readQueryCall } from './query';
import { readRestJsonCall, restJson } from './rest-json';
import { readRestCall, restXml } from './rest-xml';
import { type Signer, signerOf } from './signer';
import { sqsAnswer, sqsParameters } from './sqs-query';

const sqsErrors: CommonErrors = {
  InternalFailure: { name: 'InternalError' },
  Throttling: { name: 'RequestThrottled', status: 403 },
  UnknownOperation: { name: 'InvalidAction' },
};

/** The services that are known here, each with the language that it speaks. */
const protocols = {
  account: restJson('account'),
  cloudformation: awsQuery({ namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' }),
  cloudtrail: awsJson({ target: 'CloudTrail_20131101', version: '1.1' }),
  cloudwatch: awsJson({
    target: 'GraniteServiceVersion20100801',
    version: '1.0',
    queryCompatible: { namespace: 'com.amazonaws.cloudwatch#', shapes: {} },
  }),
  events: awsJson({ target: 'AWSEvents', version: '1.1' }),
  iam: awsQuery({
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    errors: { InternalFailure: { name: 'ServiceFailure' } },
  }),
  kms: awsJson({ target: 'TrentService', version: '1.1' }),
  lambda: restJson('lambda'),
  logs: awsJson({ target: 'Logs_20140328', version: '1.1' }),
  organizations: awsJson({
    target: 'AWSOrganizationsV20161128',
    version: '1.1',
    errors: { ...jsonErrors, Throttling: { name: 'TooManyRequestsException' } },
  }),
  s3: restXml,
  scheduler: restJson('scheduler'),
  sns: awsQuery({ namespace: 'http://sns.amazonaws.com/doc/2010-03-31/' }),
  sqs: awsJson({
    target: 'AmazonSQS',
    version: '1.0',
    errors: sqsErrors,
    queryCompatible: {
      namespace: 'com.amazonaws.sqs#',
      shapes: {
        'AWS.SimpleQueueService.NonExistentQueue': 'QueueDoesNotExist',
        'AWS.SimpleQueueService.UnsupportedOperation': 'UnsupportedOperation',
        InvalidClientTokenId: 'UnrecognizedClientException',
      },
    },
  }),
  states: awsJson({ target: 'AWSStepFunctions', version: '1.0' }),
  sts: awsQuery({ namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' }),
};

/** Amazon SQS speaks AWS Query as well, as it did before November 2023; the AWS CLI of Debian 12 knows nothing else. */
const sqsQuery = awsQuery({
  namespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
  errors: sqsErrors,
  elements: sqsAnswer,
});

/** A service by the prefix of its IAM actions. */
export type ServiceName = keyof typeof protocols;

/** A request to a service, whichever protocol it is written in. */
export interface WireCall {
  readonly service: ServiceName;
  /** By its AWS name, for instance `AssumeRoot`. */
  readonly operation: string;
  readonly parameters: Parameters;
  readonly signer: Signer;
  /** The language that it is written in. @default the one that its service speaks */
  readonly protocol?: Protocol;
}

/** The language that a call is answered in. */
export const protocolOf = ({ service, protocol }: Pick<WireCall, 'service' | 'protocol'>): Protocol =>
  protocol ?? protocols[service];

/** An error in the words of the service that was called, and in its protocol. */
export const refusal = (
  call: Pick<WireCall, 'service' | 'protocol'> & Partial<Pick<WireCall, 'operation'>>,
  error: AwsError,
): Response => protocolOf(call).refuse(call.operation ?? '', error);

/**
 * Reads a request, body included; undefined for one to a service that is not known here. AWS JSON is told by its header
 * `X-Amz-Target`, and Organizations has no operation that is called like the whole target of an unknown service; AWS
 * Query is told by `Version` in a form that is posted to `/`, REST JSON by what the request is signed for; all else is
 * for Amazon S3.
 */
export async function readCall(request: Request): Promise<WireCall | undefined> {
  const call = await readProtocolCall(request);
  if (!call) return undefined;
  const { operation, parameters } = call;
  const signer = signerOf(request.headers);
  if (call.of === sqsQuery.of)
    return { service: 'sqs', operation, parameters: sqsParameters(parameters), signer, protocol: sqsQuery };
  const service = services.get(call.of);
  if (service) return { service, operation, parameters, signer };
  const target = request.headers.get('x-amz-target');
  return target === null ? undefined : { service: 'organizations', operation: target, parameters, signer };
}

const services = new Map(
  (Object.keys(protocols) as ServiceName[]).map((service) => [protocols[service].of, service]),
);

async function readProtocolCall(request: Request): Promise<ProtocolCall | undefined> {
  const restJsonCall = await readRestJsonCall(request, signerOf(request.headers));
  if (restJsonCall) return restJsonCall;
  if (request.method !== 'POST' || new URL(request.url).pathname !== '/') return readRestCall(request);
  const body = await request.text();
  return request.headers.has('x-amz-target') ? readJsonCall(request, body) : readQueryCall(body);
}
