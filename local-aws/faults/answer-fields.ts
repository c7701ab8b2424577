import type { Answer } from '../wire/answer';
import { protocolOf, type WireCall } from '../wire/protocols';

/** What an answer says, whichever protocol it is written in. */
export interface AnswerFields {
  readonly fields: Answer;
  /** The same answer, saying this instead. */
  saying(fields: Answer): Response;
}

/**
 * Reads an answer's members; undefined for one that has none, such as an object of Amazon S3 or the policy of a
 * bucket.
 */
export async function readFields(call: WireCall, answer: Response): Promise<AnswerFields | undefined> {
  const read = protocolOf(call).read(call.operation, await answer.clone().text());
  return read && { fields: read.members, saying: (fields) => rewritten(answer, read.saying(fields)) };
}

/** The answer with another body; its headers tell of the old one's length and checksum. */
export function rewritten(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string | null,
): Response {
  const kept = [...headers].filter(([name]) => !/^(content-length|etag|x-amz-checksum.*)$/.test(name));
  return new Response(body, { status, headers: kept });
}
