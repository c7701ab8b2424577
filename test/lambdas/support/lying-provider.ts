import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { serveTls } from '../../support/tls';

/** What a provider can do wrong; what is not said here is as it should be. */
export interface Lies {
  readonly claims?: object;
  /** An ID token with no signature. */
  readonly isUnsigned?: boolean;
  /** Signed by a key that is not among its own. */
  readonly hasOtherKey?: boolean;
  /** In the document about itself. */
  readonly issuer?: string;
  /** It takes the connection, and says nothing at this path. */
  readonly isSilentAt?: string;
  readonly status?: number;
}

/** A provider whose tokens say what a test wants them to; it answers a code with whatever its verifier was. */
export async function lyingProvider() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const { privateKey: otherKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const told = { lies: {} as Lies, nonce: '', verifiers: [] as string[] };
  const server = await serveTls((url) => async (request, response) => {
    const { lies } = told;
    const path = request.url ?? '';
    if (lies.isSilentAt && path.startsWith(lies.isSilentAt)) return;
    const answer = (body: object, status = lies.status ?? 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (path.startsWith('/.well-known/'))
      return answer({
        issuer: lies.issuer ?? url,
        authorization_endpoint: `${url}/auth`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/jwks`,
        id_token_signing_alg_values_supported: ['RS256', 'none'],
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
      });
    if (path.startsWith('/jwks')) return answer({ keys: [jwk] });
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    told.verifiers.push(form.get('code_verifier') ?? '');
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: url,
      sub: 'ana',
      aud: 'root-purge',
      iat: now,
      exp: now + 300,
      nonce: told.nonce,
      ...lies.claims,
    };
    const id_token = lies.isUnsigned
      ? new UnsecuredJWT(claims).encode()
      : await new SignJWT(claims)
          .setProtectedHeader({ alg: 'RS256', kid: 'one' })
          .sign(lies.hasOtherKey ? otherKey : privateKey);
    return answer({ access_token: 'at', token_type: 'bearer', id_token });
  });
  return {
    issuer: server.url,
    told,
    /** Whether a verifier is the one that a challenge was made from. */
    fits: (verifier: string, challenge: string) =>
      createHash('sha256').update(verifier).digest('base64url') === challenge,
    close: server.close,
  };
}
