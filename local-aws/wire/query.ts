import { randomUUID } from 'node:crypto';
import { type Answer, isAnswer, responseOf, withoutUndefined } from './answer';
import { type CommonErrors, faultOf, inOwnWords } from './common-errors';
import type { Protocol, ProtocolCall, ReadAnswer } from './protocol';
import { readXml, xmlOf } from './xml';

/** What is particular to a service that speaks AWS Query. */
export interface QueryService {
  /** Its XML namespace, which ends in its version: `https://iam.amazonaws.com/doc/2010-05-08/`. */
  namespace: string;
  errors?: CommonErrors;
  /** An answer's members as elements. @default lists become `<member>` elements, and maps `<entry>` elements */
  elements?: (answer: Answer) => unknown;
}

/** Reads `Action=…&Version=…&…`, all of whose parameters are text: `MessageAttributes.entry.1.Name`. */
export function readQueryCall(body: string): ProtocolCall {
  const {
    Action: operation = '',
    Version: of = '',
    ...parameters
  } = Object.fromEntries(new URLSearchParams(body));
  return { of, operation, parameters };
}

/** AWS Query (Smithy specification, "AWS Query protocol"). */
export function awsQuery({ namespace, errors = {}, elements = encode }: QueryService): Protocol {
  const contentType = 'text/xml';
  const answered = (status: number, root: string, content: Answer, requestId: string) => {
    const body = xmlOf({ [root]: { '@_xmlns': namespace, ...content } });
    return responseOf({ status, headers: { 'content-type': contentType }, body, requestId });
  };
  return {
    kind: 'query',
    contentType,
    of: /(\d{4}-\d\d-\d\d)\/$/.exec(namespace)?.[1] ?? '',
    answer: (operation, answer) => {
      const RequestId = randomUUID();
      const result = Object.keys(answer).length > 0 && { [`${operation}Result`]: elements(answer) };
      const content = { ...result, ResponseMetadata: { RequestId } };
      return answered(200, `${operation}Response`, content, RequestId);
    },
    refuse: (_, refused) => {
      const RequestId = randomUUID();
      const error = inOwnWords(refused, { ...queryErrors, ...errors });
      const content = { Type: faultOf(error), Code: error.name, Message: error.message };
      return answered(error.status, 'ErrorResponse', { Error: content, RequestId }, RequestId);
    },
    read: readQueryAnswer,
  };
}

const queryErrors: CommonErrors = { UnknownOperation: { name: 'InvalidAction' } };

function readQueryAnswer(operation: string, text: string): ReadAnswer | undefined {
  const [root = '', content = {}] = readXml(text) ?? [];
  const result = `${operation}Result`;
  const { [result]: members, ...rest } = content;
  const saying = (said: Answer) => xmlOf({ [root]: { [result]: withoutUndefined(said), ...rest } });
  return isAnswer(members) ? { members, saying } : undefined;
}

/** Lists become `<member>` elements, maps `<entry><key/><value/></entry>`, and undefined members are left out. */
function encode(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? { member: value.map(encode) } : '';
  if (value instanceof Map) return { entry: [...value].map(([key, item]) => ({ key, value: encode(item) })) };
  if (!isAnswer(value)) return value;
  return Object.fromEntries(
    Object.entries(withoutUndefined(value)).map(([name, member]) => [name, encode(member)]),
  );
}
