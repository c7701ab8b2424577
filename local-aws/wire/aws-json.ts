import { isAnswer, responseOf } from './answer';
import type { AwsError } from './aws-error';
import { type CommonErrors, faultOf, inOwnWords } from './common-errors';
import type { Protocol, ProtocolCall } from './protocol';

/** The names that AWS JSON gives the errors that every service has. */
export const jsonErrors: CommonErrors = {
  AccessDenied: { name: 'AccessDeniedException', status: 400 },
  ExpiredToken: { name: 'ExpiredTokenException' },
  IncompleteSignature: { name: 'IncompleteSignatureException' },
  InvalidClientTokenId: { name: 'UnrecognizedClientException', status: 400 },
  MissingAuthenticationToken: { name: 'MissingAuthenticationTokenException' },
  SignatureDoesNotMatch: { name: 'InvalidSignatureException' },
  Throttling: { name: 'ThrottlingException' },
  UnknownOperation: { name: 'UnknownOperationException' },
  ValidationError: { name: 'ValidationException' },
};

/** What is particular to a service that speaks AWS JSON. */
export interface JsonService {
  /** What comes before the dot in `X-Amz-Target`: `TrentService`. */
  target: string;
  version: '1.0' | '1.1';
  /** @default those of AWS JSON */
  errors?: CommonErrors;
  /** How errors were called in AWS Query, for a service that once spoke that. @default it never did */
  queryCompatible?: QueryCompatible;
}

/** What a service says for the sake of clients that know its errors from AWS Query. */
export interface QueryCompatible {
  /** What comes before the name of an error's shape: `com.amazonaws.sqs#`. */
  namespace: string;
  /** Shapes whose name is not their code in AWS Query, by that code. */
  shapes: Readonly<Record<string, string>>;
}

/** Reads a call to AWS JSON; undefined where the request has no target, or its body is no JSON. */
export function readJsonCall({ headers }: Request, body: string): ProtocolCall | undefined {
  const [, of, operation = ''] =
    /^(?:com\.amazonaws\.[^.]+\.[^.]+\.)?([^.]*)\.?(.*)$/s.exec(headers.get('x-amz-target') ?? '') ?? [];
  if (!of) return undefined;
  try {
    return { of, operation, parameters: { ...JSON.parse(body || '{}') } };
  } catch {
    return undefined;
  }
}

/** AWS JSON 1.0 and 1.1 (Smithy specification, "AWS JSON 1.0 protocol" and "AWS JSON 1.1 protocol"). */
export function awsJson({ target, version, errors = jsonErrors, queryCompatible }: JsonService): Protocol {
  const contentType = `application/x-amz-json-${version}`;
  const answered = (status: number, content: object, headers = {}) =>
    responseOf({
      status,
      headers: { 'content-type': contentType, ...headers },
      body: JSON.stringify(content, secondsForDates),
    });
  return {
    kind: 'json',
    contentType,
    of: target,
    answer: (_, answer) => answered(200, answer),
    refuse: (_, refused) => {
      const error = inOwnWords(refused, errors);
      const { name, headers } = queryCompatible ? inQuery(error, queryCompatible) : error;
      return answered(error.status, { __type: name, message: error.message, ...error.members }, headers);
    },
    read: (_, text) => {
      const members: unknown = JSON.parse(text || '{}');
      return isAnswer(members) ? { members, saying: (said) => JSON.stringify(said) } : undefined;
    },
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#awsquerycompatible */
const inQuery = (error: AwsError, { namespace, shapes }: QueryCompatible) => ({
  name: `${namespace}${shapes[error.name] ?? error.name}`,
  headers: { ...error.headers, 'x-amzn-query-error': `${error.name};${faultOf(error)}` },
});

/** Times are seconds since the epoch in AWS JSON. */
function secondsForDates(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const original = this[name];
  return original instanceof Date ? original.getTime() / 1000 : value;
}
