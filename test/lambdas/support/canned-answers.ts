import { Readable } from 'node:stream';
import type { HttpRequest, HttpResponse } from '@smithy/types';

/** An HTTP answer, whoever gave it. */
export interface CannedAnswer {
  readonly statusCode: number;
  readonly type?: string;
  readonly body: string;
}

/** Settings of a real SDK client that gets these answers instead of sending its requests, and tries nothing again. */
export function answeredBy(answer: (request: HttpRequest) => CannedAnswer) {
  return {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'canned' },
    maxAttempts: 1,
    requestHandler: {
      async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
        const { statusCode, type, body } = answer(request);
        const headers: Record<string, string> = type ? { 'content-type': type } : {};
        return { response: { statusCode, headers, body: Readable.from([Buffer.from(body)]) } };
      },
    },
  };
}

/** Clients of every service that is read, all answered alike. */
export type Settings = ReturnType<typeof answeredBy>;

export const xml = (body: string): CannedAnswer => ({ statusCode: 200, type: 'text/xml', body });
export const json = (value: unknown): CannedAnswer => ({
  statusCode: 200,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify(value),
});

/** A good answer in AWS's Query protocol. */
export const query = (operation: string, result: string): CannedAnswer =>
  xml(`<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`);

const denied = '<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error>';

/** What a proxy, a captive portal or a broken endpoint answers with the status of a success. */
export const noAnswers: Record<string, CannedAnswer> = {
  'an empty 200': { statusCode: 200, body: '' },
  'an empty 204': { statusCode: 204, body: '' },
  'an HTML page': {
    statusCode: 200,
    type: 'text/html',
    body: '<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Welcome</p></body></html>',
  },
  'an error with the status 200': xml(`<ErrorResponse>${denied}<RequestId>1</RequestId></ErrorResponse>`),
  "another operation's XML": query('GetFederationToken', '<PackedPolicySize>6</PackedPolicySize>'),
  "another operation's JSON": json({ HandshakeId: 'h-1' }),
  'an empty JSON object': json({}),
};
