import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { createSecureContext } from 'node:tls';
import { HttpRequest } from '@smithy/core/protocols';
import { clientDefaults, requestLimits } from '../../lambdas/aws-calls/client-defaults';
import { WholeAnswerHandler } from '../../lambdas/aws-calls/whole-answer-handler';
import type { Profile } from './profile';
import { type NamedProxy, type Proxies, readBypass, readProxies } from './proxies';
import { refused, settingOf } from './setting';

/**
 * Sends the requests of all clients as the AWS CLI would: through the proxies of `HTTPS_PROXY` and `HTTP_PROXY`, and
 * trusting the certificates of `AWS_CA_BUNDLE` or `ca_bundle` instead of those that Node.js trusts.
 * @throws CommandError naming the variable, or the key of the profile, that is of no use
 */
export async function requestHandlerFor(profile: Profile): Promise<WholeAnswerHandler> {
  const proxies = readProxies();
  const certificates = certificatesOf(profile);
  if (!certificates && !proxies['http:'] && !proxies['https:']) return clientDefaults.requestHandler;
  const sockets = {
    keepAlive: true,
    maxSockets: requestLimits.atATime,
    // Made once: a bundle has a hundred certificates to read, for each connection otherwise.
    ...(certificates && { secureContext: createSecureContext({ ca: certificates }) }),
  };
  const proxy = proxies['https:']?.url;
  if (!proxy) return new ProxyingHandler(new Agent(sockets), proxies);
  const { HttpsProxyAgent } = await import('hpagent');
  const proxyRequestOptions = certificates ? { ca: [certificates] } : {};
  return new ProxyingHandler(
    new Agent(sockets),
    proxies,
    new HttpsProxyAgent({ ...sockets, proxy, proxyRequestOptions }),
  );
}

/** What somebody else than Node.js says is to be trusted. @throws CommandError where that is no file with certificates */
function certificatesOf(profile: Profile): string | undefined {
  const bundle =
    settingOf(profile, ['AWS_CA_BUNDLE'], 'ca_bundle') ?? settingOf(profile, ['REQUESTS_CA_BUNDLE']);
  if (!bundle) return undefined;
  try {
    const certificates = readFileSync(bundle.value, 'utf8');
    new X509Certificate(certificates);
    return certificates;
  } catch (error) {
    throw refused(
      bundle,
      `a file with CA certificates in PEM format (${error instanceof Error ? error.message : error})`,
    );
  }
}

type Handled = ReturnType<WholeAnswerHandler['handle']>;

/** Sends each request directly, or by its scheme through a proxy; what goes wrong in between names the proxy's variable. */
class ProxyingHandler extends WholeAnswerHandler {
  readonly #proxies: Proxies;
  readonly #isDirect = readBypass();
  readonly #tunnel: WholeAnswerHandler | undefined;

  constructor(direct: Agent, proxies: Proxies, tunnel?: Agent) {
    super(requestLimits, direct);
    this.#proxies = proxies;
    this.#tunnel = tunnel && new WholeAnswerHandler(requestLimits, tunnel);
  }

  override async handle(...[request, options]: Parameters<WholeAnswerHandler['handle']>): Handled {
    const proxy = this.#isDirect(hostOf(request)) ? undefined : this.#proxies[request.protocol];
    if (!proxy) return super.handle(request, options);
    try {
      if (request.protocol === 'https:' && this.#tunnel) return await this.#tunnel.handle(request, options);
      const { response } = await super.handle(forwarded(request, proxy), options);
      if (response.statusCode === 407) throw new Error(`it answers ${response.statusCode}`);
      return { response };
    } catch (error) {
      throw error instanceof Error ? Object.assign(error, { proxy: proxy.from }) : error;
    }
  }
}

const hostOf = ({ hostname, port }: HttpRequest) => (port === undefined ? hostname : `${hostname}:${port}`);

/** The request as a proxy wants it, which is told the whole address. */
function forwarded(request: HttpRequest, { url }: NamedProxy): HttpRequest {
  const login = Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`);
  const toProxy = HttpRequest.clone(request);
  return Object.assign(toProxy, {
    protocol: url.protocol,
    hostname: url.hostname,
    port: url.port ? Number(url.port) : undefined,
    path: `${request.protocol}//${hostOf(request)}${request.path}`,
    ...(url.username && {
      headers: { ...request.headers, 'proxy-authorization': `Basic ${login.toString('base64')}` },
    }),
  });
}
