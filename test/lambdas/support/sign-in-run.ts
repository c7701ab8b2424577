import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { KnownApprovers } from '../../../lambdas/identity/approver-person';
import { Provider, type ProviderSettings } from '../../../lambdas/identity/provider';
import { signInFlow } from '../../../lambdas/pages/sign-in-flow';
import { serveTls, trustingFetch } from '../../support/tls';
import { waitingRun } from './approval-run';
import { realProvider } from './real-provider';

/** The routes of both functions on one host, as the HTTP API has them. */
export function bothFunctions(
  run: Awaited<ReturnType<typeof waitingRun>>,
  settings: Omit<ProviderSettings, 'fetch'>,
): Hono {
  const { services, seal, respond } = run;
  const provider = new Provider({ ...settings, fetch: trustingFetch });
  const flow = signInFlow({ ...services, seal, provider });
  const app = new Hono();
  for (const path of ['/signed-in', '/runs/:run/:secret/sign-in'])
    app.get(path, (c) => flow.fetch(c.req.raw));
  app.post('/runs/:run/:secret/sign-out', (c) => flow.fetch(c.req.raw));
  return app.all('*', (c) => respond(c.req.raw));
}

/** A run for which Ana and Ben have to sign in, at a real provider, both over TLS. */
export async function signInRun({ approvers = {} }: Partial<KnownApprovers> = {}) {
  let handle: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });
  const app = await serveTls(() => getRequestListener((request) => handle(request)));
  const redirectUri = `${app.url}/signed-in`;
  const provider = await realProvider(redirectUri);
  const { issuer, clientId } = provider;
  const run = await waitingRun(undefined, undefined, {}, { issuer, approvers });
  const both = bothFunctions(run, { issuer, clientId, redirectUri });
  handle = (request) => both.fetch(request);
  return {
    ...run,
    provider,
    url: { ana: app.url + run.path.ana, ben: app.url + run.path.ben, app: app.url },
    close: () => {
      app.close();
      provider.close();
    },
  };
}
