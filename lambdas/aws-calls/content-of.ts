import { IncompleteAnswerError } from '../skeleton/errors';

/**
 * The content that an answer of AWS must hold. An empty 200, a 204, a page of a proxy or the answer to another
 * question leave every field of the SDK's output `undefined`, which must not pass for "nothing there".
 * @throws IncompleteAnswerError naming the call (`sts:AssumeRoot`) and what is missing (`the credentials`)
 */
export function contentOf<T>(call: string, what: string, content: T | undefined): T {
  if (content === undefined) throw new IncompleteAnswerError(call, `${what} is missing`);
  return content;
}
