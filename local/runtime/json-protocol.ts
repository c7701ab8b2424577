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
  const answer = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body ?? {}), {
      status,
      headers: { 'content-type': `application/x-amz-json-${version}` },
    });
  app.post('/', async ({ req }) => {
    const [prefix, name = ''] = req.header('x-amz-target')?.split('.') ?? [];
    const operation = prefix === target && Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation)
      throw new AwsError('UnknownOperationException', `${name} is not an operation of this endpoint`);
    return answer(await operation(await req.json(), req.raw.headers));
  });
  app.onError((error) => {
    const { name, message, status } = wireError(error);
    return answer({ __type: name, message }, status);
  });
  return app;
}

function wireError(error: Error): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof ZodError) return new AwsError('ValidationException', z.prettifyError(error));
  return new AwsError('InternalFailure', error.message, 500);
}
