import type { Agent } from 'node:https';
import { finished, Readable } from 'node:stream';
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler';
import type { StreamCollector } from '@smithy/types';
import { Turns } from './turns';

/** How long a request may take, and how many there may be. Times are in milliseconds. */
export interface RequestLimits {
  /** Until there is a connection, the wait for a turn not counted. */
  readonly connection: number;
  /** Until the headers of the answer are there, and then for each next part of its body. */
  readonly silence: number;
  /** For the whole body, however it trickles in. */
  readonly body: number;
  /** Under way at a time; the others wait, and their time does not run meanwhile. */
  readonly atATime: number;
}

type Handled = ReturnType<NodeHttpHandler['handle']>;

/**
 * Sends requests over kept-alive connections and gives answers out only when they are there to their end. The SDK's own
 * timeouts end with the headers, its timeout for a connection also counts the wait for one of its 50 sockets, and what
 * goes wrong in a body that is given out as a stream is nobody's to try again. Here each of these is an error of the
 * request, named `TimeoutError`, which the SDK tries again.
 */
export class WholeAnswerHandler extends NodeHttpHandler {
  readonly #limits: RequestLimits;
  readonly #turns: Turns;

  /** @param httpsAgent what makes the TLS connections. @default the one of Node.js, which keeps them */
  constructor(limits: RequestLimits, httpsAgent?: Agent) {
    const sockets = { keepAlive: true, maxSockets: limits.atATime };
    super({
      connectionTimeout: limits.connection,
      requestTimeout: limits.silence,
      throwOnRequestTimeout: true,
      httpAgent: sockets,
      httpsAgent: httpsAgent ?? sockets,
    });
    this.#limits = limits;
    this.#turns = new Turns(limits.atATime);
  }

  override handle(...request: Parameters<NodeHttpHandler['handle']>): Handled {
    return this.#turns.take(async () => {
      const { response } = await super.handle(...request);
      const body: unknown = response.body;
      if (body instanceof Readable) response.body = new WholeBody(await bytesOf(body, this.#limits));
      return { response };
    });
  }
}

/** A body that is here to its end, as the stream that the SDK expects. */
class WholeBody extends Readable {
  constructor(readonly bytes: Buffer) {
    super();
  }

  override _read(): void {
    this.push(this.bytes);
    this.push(null);
  }
}

/** Takes the bytes of a body that is here, where the SDK would first pipe them through another stream. */
export const collectBody: StreamCollector = async (body) =>
  body instanceof WholeBody ? body.bytes : streamCollector(body);

function bytesOf(body: Readable, { silence, body: inAll }: RequestLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stalled = setTimeout(() => body.destroy(timeout(`nothing came for ${silence} ms`)), silence);
  const late = setTimeout(() => body.destroy(timeout(`it took longer than ${inAll} ms`)), inAll);
  return new Promise((resolve, reject) => {
    body.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      stalled.refresh();
    });
    finished(body, (error) => {
      clearTimeout(stalled);
      clearTimeout(late);
      if (error) reject(error);
      else resolve(Buffer.concat(chunks));
    });
  });
}

/** The SDK tries again what has this name. */
function timeout(why: string): Error {
  return Object.assign(new Error(`The answer of AWS did not come to its end: ${why}.`), {
    name: 'TimeoutError',
  });
}
