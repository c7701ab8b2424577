import type { Protocol } from './protocol';
import { ServiceError } from './service-error';

const CONTENT_TYPE = 'application/x-amz-json-1.0';

/** Shapes of SQS whose name is not their code in the older Query protocol. */
const SHAPES: Record<string, string> = {
  'AWS.SimpleQueueService.NonExistentQueue': 'QueueDoesNotExist',
  'AWS.SimpleQueueService.UnsupportedOperation': 'UnsupportedOperation',
};

/** SQS's own codes for the errors that every service has. */
const CODES: Record<string, { code: string; status: number }> = {
  ServiceFailure: { code: 'InternalError', status: 500 },
  Throttling: { code: 'RequestThrottled', status: 403 },
};

/**
 * AWS JSON 1.0 with the Query protocol's codes in a header
 * (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#awsquerycompatible), spoken by SQS.
 */
export const sqsProtocol: Protocol = {
  unknownOperation: ({ operation }) =>
    new ServiceError('InvalidAction', 400, `The action ${operation} is not valid for this endpoint.`),

  answer: (_call, answer = {}) => ({
    status: 200,
    contentType: CONTENT_TYPE,
    body: JSON.stringify(answer),
  }),

  refuse: (_call, { code: original, status: usual, message }) => {
    const { code, status } = CODES[original] ?? { code: original, status: usual };
    return {
      status,
      contentType: CONTENT_TYPE,
      headers: { 'x-amzn-query-error': `${code};${status < 500 ? 'Sender' : 'Receiver'}` },
      body: JSON.stringify({ __type: `com.amazonaws.sqs#${SHAPES[code] ?? code}`, message }),
    };
  },
};
