import { XMLParser } from 'fast-xml-parser';
import { xmlDocument } from '../wire/xml';
import type { WireCall } from './wire-call';
import { protocolOf } from './wire-protocols';

export type Fields = Record<string, unknown>;

/** What an answer says, whichever protocol it is written in. */
export interface AnswerFields {
  readonly fields: Fields;
  /** The same answer, saying this instead. */
  saying(fields: Fields): Response;
}

const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, ignoreDeclaration: true });

/** Reads an answer's members; undefined for what has none, such as an object of S3 or the policy of a bucket. */
export async function readFields(call: WireCall, answer: Response): Promise<AnswerFields | undefined> {
  const text = await answer.clone().text();
  if (protocolOf(call) === 'json') return jsonFields(answer, text);
  if (!text.startsWith('<') || call.operation.endsWith('Object')) return undefined;
  const [root = '', content] = Object.entries<Fields>(parser.parse(text))[0] ?? [];
  if (content === undefined || typeof content !== 'object') return undefined;
  if (protocolOf(call) === 'rest-xml')
    return {
      fields: content,
      saying: (fields) => rewritten(answer, xmlDocument({ [root]: defined(fields) })),
    };
  const result = `${call.operation}Result`;
  const { [result]: said, ...rest } = content;
  const saying = (fields: Fields) =>
    rewritten(answer, xmlDocument({ [root]: { [result]: defined(fields), ...rest } }));
  return isFields(said) ? { fields: said, saying } : undefined;
}

function jsonFields(answer: Response, text: string): AnswerFields | undefined {
  const fields: unknown = text === '' ? {} : JSON.parse(text);
  return isFields(fields) ? { fields, saying: (said) => rewritten(answer, JSON.stringify(said)) } : undefined;
}

const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The answer with another body; its headers tell of the old one's length and checksum. */
export function rewritten(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string | null,
): Response {
  const kept = [...headers].filter(([name]) => !/^(content-length|etag|x-amz-checksum.*)$/.test(name));
  return new Response(body, { status, headers: kept });
}
