import type { Clock } from '../clock';
import { apiSigner } from '../iam/api-signer';
import { servicePrincipal } from '../iam/principal';
import { httpApi } from '../services/http-api';
import type { HttpServer } from '../wire/http-server';
import type { Transport } from '../wire/transport';
import type { LocalAccount } from './account';
import { type Invoker, invokedBy } from './local-functions';

interface HttpApisOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly invoker: Invoker;
  /** Told of every request that was answered. */
  readonly onRequest?: (request: Request) => void;
}

/** Serves the HTTP APIs of an account, each at an address of its own, which the account knows from then on. */
export async function serveHttpApis(
  { template, access, apiUrls }: LocalAccount,
  { transport, clock, invoker, onRequest = () => undefined }: HttpApisOptions,
): Promise<HttpServer[]> {
  const servers: HttpServer[] = [];
  for (const api of template.httpApis()) {
    const app = httpApi({
      api,
      clock,
      invoke: (functionArn, event, sourceArn) =>
        invokedBy(servicePrincipal('apigateway', sourceArn), access, invoker).invoke(functionArn, event),
      secretsOf: access.secretsOf,
      signerOf: (headers, resource) => apiSigner(access, headers, resource),
    });
    const server = await transport.serve({
      fetch: async (request) => {
        const answer = await app.fetch(request);
        onRequest(request);
        return answer;
      },
    });
    apiUrls.set(api.logicalId, server.url);
    servers.push(server);
  }
  return servers;
}
