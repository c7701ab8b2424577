import type { Clock } from '../clock';
import { servicePrincipal } from '../iam/principal';
import { httpApi } from '../services/http-api';
import type { HttpServer } from '../wire/http-server';
import type { Transport } from '../wire/transport';
import type { LocalAccount } from './account';
import { type Invoker, invokedBy } from './functions';

/** Serves the HTTP APIs of an account, each at an address of its own, which the account knows from then on. */
export async function serveHttpApis(
  { template, access, apiUrls }: LocalAccount,
  { transport, clock, invoker }: { transport: Transport; clock: Clock; invoker: Invoker },
): Promise<HttpServer[]> {
  const servers: HttpServer[] = [];
  for (const api of template.httpApis()) {
    const app = httpApi({
      api,
      clock,
      invoke: (functionArn, event, sourceArn) =>
        invokedBy(servicePrincipal('apigateway', sourceArn), access, invoker).invoke(functionArn, event),
    });
    const server = await transport.serve(app);
    apiUrls.set(api.logicalId, server.url);
    servers.push(server);
  }
  return servers;
}
