import { z } from 'zod';
import type { Json } from '../json';

const resultSchema = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), z.coerce.string()).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
});

/**
 * Makes a function's result the HTTP response, payload format 2.0: an object with `statusCode` says it all, anything
 * else is the body, as JSON (API Gateway Developer Guide, "Lambda function response for format 2.0"). Undefined when
 * the result says something an HTTP API does not understand.
 */
export function httpApiResponse(result: Json): Response | undefined {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) return inferred(result);
  const { success, data } = resultSchema.safeParse(result);
  if (!success) return undefined;
  const headers = new Headers({ 'content-type': 'text/plain;charset=UTF-8', ...lowerCased(data.headers) });
  for (const cookie of data.cookies) headers.append('set-cookie', cookie);
  const body = data.body && Buffer.from(data.body, data.isBase64Encoded ? 'base64' : 'utf8');
  const status = data.statusCode;
  return new Response([204, 304].includes(status) || !body ? null : new Uint8Array(body), {
    status,
    headers,
  });
}

function inferred(result: Json): Response {
  const body = typeof result === 'string' ? result : JSON.stringify(result);
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
