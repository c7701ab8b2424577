import { Hono } from 'hono';
import { ZodError, z } from 'zod';
import { AwsError } from './aws-error';

/** Takes a request's members, gives the response's; a ZodError it throws is a ValidationException on the wire. */
export type JsonOperation = (input: unknown, headers: Headers) => unknown;

export interface JsonProtocolOptions {
  /** What comes before the dot in `X-Amz-Target`: `TrentService`. */
  target: string;
  version: '1.0' | '1.1';
  operations: Record<string, JsonOperation>;
}

/** AWS JSON protocol (Smithy specification, "AWS JSON 1.0 protocol" and "1.1"). */
export function jsonProtocol({ target, version, operations }: JsonProtocolOptions): Hono {
  const app = new Hono();
  const answer = (body: unknown, status = 200) => jsonAnswer(version, body, status);
  app.post('/', async ({ req }) => {
    const [prefix, name = ''] = req.header('x-amz-target')?.split('.') ?? [];
    const operation = prefix === target && Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation)
      throw new AwsError('UnknownOperationException', `${name} is not an operation of this endpoint`);
    return answer(await operation(await req.json(), req.raw.headers));
  });
  app.onError((error) => jsonRefusal(version)(wireError(error)));
  return app;
}

/** How a service that speaks this protocol says what is wrong. */
export const jsonRefusal =
  (version: JsonProtocolOptions['version']) =>
  ({ name, message, status }: AwsError): Response =>
    jsonAnswer(version, { __type: sharedNames[name] ?? name, message }, status);

/** Errors of every service that this protocol has other names for. */
const sharedNames: Record<string, string> = {
  InvalidClientTokenId: 'UnrecognizedClientException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  IncompleteSignature: 'IncompleteSignatureException',
};

function jsonAnswer(version: string, body: unknown, status: number): Response {
  return new Response(JSON.stringify(body ?? {}), {
    status,
    headers: { 'content-type': `application/x-amz-json-${version}` },
  });
}

function wireError(error: Error): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof ZodError) return new AwsError('ValidationException', z.prettifyError(error));
  return new AwsError('InternalFailure', error.message, 500);
}
