import { Readable } from 'node:stream';
import type { HttpRequest, HttpResponse } from '@smithy/types';
import { BrokenConnection } from '../../../local-aws/wire/http-server';

/** Where the requests of all SDK clients go: the world of the case that is running. */
export const network = {
  answer: async (_request: Request): Promise<Response> => {
    throw new Error('No world is running.');
  },
};

/** A request handler for SDK clients that never leaves the process. */
export const inProcess = {
  async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    try {
      return { response: responseOf(await network.answer(await fetchRequest(request))) };
    } catch (error) {
      if (!(error instanceof BrokenConnection)) throw error;
      if (error.ending === 'silence') throw givenUp();
      if (!error.arrived) throw connectionReset();
      return { response: responseOf(error.arrived, connectionReset()) };
    }
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

/** `brokenBy`: what ends it before its end. */
function responseOf(answer: Response, brokenBy?: Error): HttpResponse {
  const body = async function* () {
    yield Buffer.from(await answer.arrayBuffer());
    if (brokenBy) throw brokenBy;
  };
  const headers = Object.fromEntries(answer.headers);
  return { statusCode: answer.status, headers, body: Readable.from(body()) };
}

const connectionReset = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

/** As the functions' clients do, which take an answer only whole, and wait for so long and no longer. */
const givenUp = () => Object.assign(new Error('The answer did not end in time'), { name: 'TimeoutError' });
