import { randomUUID } from 'node:crypto';

/** The members of an answer by their names; one that is undefined is left out. */
export type Answer = Record<string, unknown>;

/** Whether a value has members. */
export const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of an answer that are there. */
export const withoutUndefined = (answer: Answer): Answer =>
  Object.fromEntries(Object.entries(answer).filter(([, member]) => member !== undefined));

/** What goes over the wire; an empty text is no body. */
export interface WireAnswer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** @default a new one */
  requestId?: string;
}

/** An answer as an HTTP response, which tells the request's ID. */
export function responseOf({ status, headers, body = '', requestId = randomUUID() }: WireAnswer): Response {
  return new Response(body.length === 0 ? null : body, {
    status,
    headers: { ...headers, 'x-amzn-requestid': requestId },
  });
}
