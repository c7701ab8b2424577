import type { HttpRequest, HttpResponse } from '@smithy/types';
import { type HttpServer, type Served, startHttpServer } from './http-server';

/** How the services of one machine are reached by their clients. */
export interface Transport {
  /**
   * Serves an app at an address of its own until it is closed; `port` is the one to take on the loopback address, where
   * there are ports. Rejects where that is taken.
   */
  serve(app: Served, port?: number): Promise<HttpServer>;
  /** Carries the requests of AWS SDK clients in this process. @default the SDK's own, which opens connections */
  readonly requestHandler?: { handle(request: HttpRequest): Promise<{ response: HttpResponse }> };
}

/** The ways in which an app on one machine can be reached, by name. */
export type TransportName = 'http' | 'memory';

/** The transport of other processes and worker threads: HTTP on the loopback address. */
export const overHttp: Transport = { serve: startHttpServer };
