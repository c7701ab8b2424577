import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { AwsError } from './aws-error';
import { xmlDocument } from './xml';

/** Takes a request's parameters as on the wire (`MessageAttributes.entry.1.Name`), gives the members of its result. */
export type QueryOperation = (
  parameters: URLSearchParams,
  headers: Headers,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

export interface QueryProtocolOptions {
  /** The service's XML namespace. */
  namespace: string;
  operations: Record<string, QueryOperation>;
}

/** AWS Query protocol (Smithy specification, "AWS Query protocol"). */
export function queryProtocol({ namespace, operations }: QueryProtocolOptions): Hono {
  const app = new Hono();
  app.post('/', async ({ req }) => {
    const parameters = new URLSearchParams(await req.text());
    const name = parameters.get('Action') ?? '';
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) throw new AwsError('InvalidAction', `The action ${name} is not valid for this endpoint.`);
    const result = await operation(parameters, req.raw.headers);
    return queryAnswer(namespace, `${name}Response`, {
      [`${name}Result`]: result,
      ResponseMetadata: { RequestId: randomUUID() },
    });
  });
  app.onError((error) =>
    queryRefusal(namespace)(
      error instanceof AwsError ? error : new AwsError('InternalFailure', error.message, 500),
    ),
  );
  return app;
}

/** How a service that speaks this protocol says what is wrong. */
export const queryRefusal =
  (namespace: string) =>
  ({ name, message, status }: AwsError): Response => {
    const Type = status < 500 ? 'Sender' : 'Receiver';
    const content = { Error: { Type, Code: name, Message: message }, RequestId: randomUUID() };
    return queryAnswer(namespace, 'ErrorResponse', content, status);
  };

function queryAnswer(namespace: string, root: string, content: Record<string, unknown>, status = 200) {
  return new Response(xmlDocument({ [root]: { '@_xmlns': namespace, ...content } }), {
    status,
    headers: { 'content-type': 'text/xml' },
  });
}
