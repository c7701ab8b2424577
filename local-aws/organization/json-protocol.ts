import type { Protocol, WireCall } from './protocol';
import { ServiceError } from './service-error';

const TARGET = /^(AWSOrganizationsV20161128|AmazonSQS)\.(\w+)$/;

/** Errors that every service has, under the names the JSON protocol gives them. */
const NAMES: Record<string, string> = {
  AccessDenied: 'AccessDeniedException',
  ExpiredToken: 'ExpiredTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  ServiceFailure: 'ServiceException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  Throttling: 'TooManyRequestsException',
  ValidationError: 'ValidationException',
};

/** Reads a call by its `X-Amz-Target` header; undefined when the body is no JSON. */
export function readJsonCall(target: string, body: string): WireCall | undefined {
  const [, prefix, operation = target] = target.match(TARGET) ?? [];
  const service = prefix === 'AmazonSQS' ? 'sqs' : 'organizations';
  try {
    return { service, operation, parameters: { ...JSON.parse(body || '{}') } };
  } catch {
    return undefined;
  }
}

/** AWS JSON 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html), spoken by Organizations. */
export const jsonProtocol: Protocol = {
  unknownOperation: ({ operation }) =>
    new ServiceError('UnknownOperationException', 400, `Unknown operation ${operation}`),

  answer: (_call, answer = {}) => json(200, answer),

  refuse: (_call, { code, message, status, members }) =>
    json(status < 500 ? 400 : status, { __type: NAMES[code] ?? code, Message: message, ...members }),
};

const json = (status: number, content: object) => ({
  status,
  contentType: 'application/x-amz-json-1.1',
  body: JSON.stringify(content),
});
