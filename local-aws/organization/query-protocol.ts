import { XMLBuilder } from 'fast-xml-parser';
import type { Protocol, WireAnswer, WireCall } from './protocol';
import { ServiceError } from './service-error';

const VERSIONS: Record<string, 'sts' | 'iam'> = { '2011-06-15': 'sts', '2010-05-08': 'iam' };

const NAMESPACES: Record<string, string> = {
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
};

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

/** Reads `Action=…&Version=…&…`; undefined when the version belongs to no service of the Query protocol here. */
export function readQueryCall(body: string): WireCall | undefined {
  const {
    Action: operation = '',
    Version: version = '',
    ...parameters
  } = Object.fromEntries(new URLSearchParams(body));
  const service = VERSIONS[version];
  return service && { service, operation, parameters };
}

/** What a request that no simulated service understands is told. */
export function refuseUnreadable(requestId: string): WireAnswer {
  const error = new ServiceError(
    'InvalidAction',
    400,
    'The request is no call to STS, IAM, Organizations, S3 or SQS, and only these are simulated',
  );
  return refusal(error, 'http://webservices.amazon.com/AWSFault/2005-15-09', requestId);
}

/** The AWS Query protocol (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html), spoken by STS and IAM. */
export const queryProtocol: Protocol = {
  unknownOperation: ({ service, operation }) =>
    new ServiceError('InvalidAction', 400, `Could not find operation ${operation || '(none)'} of ${service}`),

  answer: ({ service, operation }, answer, requestId) =>
    xml(200, `${operation}Response`, NAMESPACES[service], {
      ...(answer && { [`${operation}Result`]: encode(answer) }),
      ResponseMetadata: { RequestId: requestId },
    }),

  refuse: ({ service }, error, requestId) => refusal(error, NAMESPACES[service], requestId),
};

function refusal({ code, message, status }: ServiceError, namespace: string | undefined, requestId: string) {
  return xml(status, 'ErrorResponse', namespace, {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
    RequestId: requestId,
  });
}

function xml(status: number, root: string, namespace: string | undefined, content: object): WireAnswer {
  const document = { [root]: { '@xmlns': namespace, ...content } };
  return { status, contentType: 'text/xml', body: builder.build(document) };
}

/** Lists become `<member>` elements, maps `<entry><key/><value/></entry>`, and undefined members are left out. */
function encode(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? { member: value.map(encode) } : '';
  if (value instanceof Map) return { entry: [...value].map(([key, item]) => ({ key, value: encode(item) })) };
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, encode(member)]));
}
