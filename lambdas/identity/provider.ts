import * as oidc from 'openid-client';
import { logger } from '../skeleton/logger';
import { type Person, personIn } from './person';
import type { Transaction } from './transaction';

/** An OpenID Connect provider, and what this app is to it. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** @default none: a public client, which PKCE alone protects */
  readonly clientSecret?: () => Promise<string>;
  /** The one address that the provider sends people back to. */
  readonly redirectUri: string;
  /** @default that of Node.js */
  readonly fetch?: oidc.CustomFetch;
  /** How long the provider may take to answer, in seconds. @default 5 */
  readonly patience?: number;
}

/** The provider does not answer, or not as a provider. */
export class ProviderUnreachableError extends Error {
  override readonly name = 'ProviderUnreachableError';
}

/** The provider answered, and nobody is signed in by that. */
export class NotSignedInError extends Error {
  override readonly name = 'NotSignedInError';
}

/** In seconds: the clock of a provider may be a little ahead. */
const clockTolerance = 30;

/** The provider that people sign in with. What it says of itself is read once, unless that fails. */
export class Provider {
  readonly #settings: ProviderSettings;
  #found: Promise<oidc.Configuration> | undefined;

  constructor(settings: ProviderSettings) {
    this.#settings = settings;
  }

  /**
   * Where a sign-in begins: nothing in this address says for which run or link. `again` has the provider ask who it is,
   * even where somebody is signed in there.
   * @throws ProviderUnreachableError
   */
  async authorizationUrl({ state, nonce, codeVerifier }: Transaction, again: boolean): Promise<URL> {
    const found = await this.#configuration();
    return oidc.buildAuthorizationUrl(found, {
      redirect_uri: this.#settings.redirectUri,
      scope: 'openid email profile',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(again && { prompt: promptAgain(this.#settings.issuer) }),
    });
  }

  /**
   * Who came back, by the query of the address that they came to.
   * @throws ProviderUnreachableError
   * @throws NotSignedInError where the answer is not the one to this sign-in, or not from this provider for this app
   */
  async personBehind(query: string, { state, nonce, codeVerifier }: Transaction): Promise<Person> {
    const found = await this.#configuration();
    const cameTo = new URL(this.#settings.redirectUri);
    cameTo.search = query;
    try {
      const tokens = await oidc.authorizationCodeGrant(found, cameTo, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('There is no ID token.');
      return personIn(claims);
    } catch (error) {
      throw explained(error);
    }
  }

  /** Where to sign out at the provider, too; `undefined` where it has no such place, or does not answer. */
  async endSessionUrl(): Promise<URL | undefined> {
    try {
      const found = await this.#configuration();
      return found.serverMetadata().end_session_endpoint ? oidc.buildEndSessionUrl(found) : undefined;
    } catch {
      return undefined;
    }
  }

  async #configuration(): Promise<oidc.Configuration> {
    this.#found ??= this.#discover();
    try {
      return await this.#found;
    } catch (error) {
      // The next one who signs in asks again.
      this.#found = undefined;
      throw new ProviderUnreachableError(`The provider could not be asked about itself: ${nameOf(error)}`);
    }
  }

  async #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret, fetch, patience = 5 } = this.#settings;
    const secret = await clientSecret?.();
    return oidc.discovery(
      new URL(issuer),
      clientId,
      { [oidc.clockTolerance]: clockTolerance },
      secret === undefined ? oidc.None() : undefined,
      {
        timeout: patience,
        // The signature of an ID token is checked, although it comes straight from the provider.
        execute: [oidc.enableNonRepudiationChecks],
        ...(fetch && { [oidc.customFetch]: fetch }),
      },
    );
  }
}

/** Google knows no `login`. https://developers.google.com/identity/openid-connect/openid-connect#prompt */
const promptAgain = (issuer: string) =>
  new URL(issuer).hostname === 'accounts.google.com' ? 'select_account' : 'login';

/** What `openid-client` says where no answer came, or one that is none of a provider. */
const unanswered = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM']);

function explained(error: unknown): Error {
  const code = codeOf(error);
  const isUnanswered = code === undefined ? error instanceof TypeError : unanswered.has(code);
  return isUnanswered
    ? new ProviderUnreachableError(`The provider did not answer: ${nameOf(error)}`)
    : new NotSignedInError(nameOf(error));
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What an error is called, and never its message or cause, which may hold a code or a token. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  const answer = 'error' in error && typeof error.error === 'string' ? error.error : undefined;
  return [error.name, codeOf(error), answer].filter(Boolean).join(' ').slice(0, 200);
}

/** Logs why nobody is signed in: neither an address nor anything of what was exchanged. */
export function logNotSignedIn(run: string, error: Error): void {
  logger.warn('A sign-in did not work', { run, error: error.name, reason: error.message });
}
