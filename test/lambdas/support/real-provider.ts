import type { IncomingMessage } from 'node:http';
import Provider from 'oidc-provider';
import { serveTls } from '../../support/tls';

/** What the provider knows of people, by the name that they sign in with; the password is anything. */
const people: Readonly<Record<string, object>> = {
  ana: { email: 'ana@example.com', email_verified: true },
  ben: { email: 'ben@example.com', email_verified: true },
  // Somebody else has got the address of another, and the provider says that it is theirs.
  mallory: { email: 'ana@example.com', email_verified: true },
};

const clientId = 'root-purge';

/** A certified implementation of OpenID Connect, with pages to sign in on, for an app at this address. */
export async function realProvider(redirectUri: string) {
  const asked: IncomingMessage[] = [];
  const failures: string[] = [];
  const server = await serveTls((url) => {
    const provider = new Provider(url, {
      clients: [
        {
          client_id: clientId,
          token_endpoint_auth_method: 'none',
          redirect_uris: [redirectUri],
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      pkce: { required: () => true },
      scopes: ['openid', 'email', 'profile'],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: [] },
      conformIdTokenClaims: false,
      cookies: { keys: ['of the provider alone'] },
      // In seconds. Without these it says of each kind that it has a default.
      ttl: { AccessToken: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      findAccount: (_: unknown, accountId: string) => ({
        accountId,
        claims: () => ({ sub: accountId, ...people[accountId] }),
      }),
    });
    provider.on('grant.error', (_, error) => failures.push(String(error)));
    const answer = provider.callback();
    return (request, response) => {
      asked.push(request);
      answer(request, response);
    };
  });
  return { issuer: server.url, clientId, asked, failures, close: server.close };
}
