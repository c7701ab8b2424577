import { Readable } from 'node:stream';
import type { HttpRequest, HttpResponse } from '@smithy/types';
import { BrokenConnection } from '../../../local/runtime/http-server';

/** Where the requests of all SDK clients go: the world of the case that is running. */
export const network = {
  answer: async (_request: Request): Promise<Response> => {
    throw new Error('No world is running.');
  },
};

/** A request handler for SDK clients that never leaves the process. */
export const inProcess = {
  async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const answer = await network.answer(await fetchRequest(request)).catch((error: unknown) => {
      throw error instanceof BrokenConnection ? connectionReset() : error;
    });
    const headers = Object.fromEntries(answer.headers);
    return { response: { statusCode: answer.status, headers, body: bodyOf(answer) } };
  },
};

async function fetchRequest({ method, hostname, path, query, headers, body }: HttpRequest): Promise<Request> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) search.append(name, String(value ?? ''));
  return new Request(`http://${hostname}${path}${search.size > 0 ? `?${search}` : ''}`, {
    method,
    headers,
    body: method === 'GET' || method === 'HEAD' ? undefined : body,
  });
}

function bodyOf(answer: Response): Readable {
  const { body } = answer;
  if (!body) return Readable.from([]);
  const chunks = async function* () {
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw connectionReset();
      });
      if (done) return;
      yield Buffer.from(value);
    }
  };
  return Readable.from(chunks());
}

const connectionReset = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
