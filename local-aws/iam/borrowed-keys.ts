import { createHash, randomBytes } from 'node:crypto';
import { signerOf } from '../wire/signer';
import type { SessionCredentials } from './temporary-credentials';

type Variables = Record<string, string>;

/**
 * Tells callers that sign with one borrowed key: functions that call services elsewhere have only the one set of
 * credentials that is good there. Its `AWS_ENDPOINT_URL_*` on this machine have a path that nobody else knows, a door,
 * and through it the caller is known whoever has signed; no door is ever named to a service elsewhere.
 */
export class BorrowedKeys {
  /** The caller's own credentials, by the digest of its door's secret. */
  readonly #owners = new Map<string, SessionCredentials>();
  readonly #doors = new Map<string, string>();
  readonly #lent: string | undefined;

  /** `accessKeyId`: the key that all callers sign with. @default none */
  constructor(accessKeyId?: string) {
    this.#lent = accessKeyId;
  }

  /** The endpoints as only this caller knows them. */
  endpointsOf(owner: SessionCredentials, endpoints: Variables): Variables {
    const door = this.#doorOf(owner);
    return Object.fromEntries(Object.entries(endpoints).map(([name, url]) => [name, `${url}/${door}`]));
  }

  /**
   * The request as if its caller had signed it, unless it was signed with another than the lent key (a root session's);
   * undefined where its path is no door.
   */
  readonly throughDoor = (request: Request): Request | undefined => {
    const url = new URL(request.url);
    const [, secret = '', ...path] = url.pathname.split('/');
    // How long this takes says something of a digest, and nothing of what it is the digest of.
    const owner = this.#owners.get(digest(secret));
    if (!owner) return undefined;
    const headers = new Headers(request.headers);
    const authorization = headers.get('authorization') ?? '';
    const { accessKeyId: signer } = signerOf(headers);
    if (signer !== undefined && signer === this.#lent)
      headers.set('authorization', authorization.replace(`=${signer}/`, `=${owner.accessKeyId}/`));
    url.pathname = `/${path.join('/')}`;
    const { method, body } = request;
    return new Request(url, { method, headers, body, ...(body && { duplex: 'half' }) });
  };

  #doorOf(owner: SessionCredentials): string {
    const known = this.#doors.get(owner.accessKeyId);
    if (known) return known;
    const secret = randomBytes(32).toString('base64url');
    this.#doors.set(owner.accessKeyId, secret);
    this.#owners.set(digest(secret), owner);
    return secret;
  }
}

const digest = (secret: string) => createHash('sha256').update(secret).digest('base64url');
