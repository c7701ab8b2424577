import * as z from 'zod/mini';
import { oneLine } from '../report/visible-text';

/** Who signed in. Issuer and subject are who it is; an address can change its owner, and proves nothing. */
export const Person = z.object({
  issuer: z.string(),
  subject: z.string(),
  /** As the provider gave it. */
  email: z.optional(z.string()),
  authenticatedAt: z.string(),
});
export type Person = z.infer<typeof Person>;

/** What an ID token says, as far as this app asks. */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly iat: number;
  readonly [claim: string]: unknown;
}

/** An ID token does not say who somebody is. */
export class NobodyNamedError extends Error {
  override readonly name = 'NobodyNamedError';
}

/**
 * The person in a checked ID token. Entra ID gives each application a `sub` of its own, which no administrator can look
 * up: there a person is the object ID in the tenant.
 * https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference
 * @throws NobodyNamedError where Entra ID names no object, or another tenant
 */
export function personIn(claims: Claims): Person {
  const tenant = entraTenant(claims.iss);
  const subject = tenant ? objectIn(claims, tenant) : claims.sub;
  const at = typeof claims.auth_time === 'number' ? claims.auth_time : claims.iat;
  const address = [claims.email, claims.preferred_username].find((claim) => typeof claim === 'string');
  return {
    issuer: claims.iss,
    subject,
    email: address ? oneLine(String(address), 254) : undefined,
    authenticatedAt: new Date(at * 1000).toISOString(),
  };
}

function objectIn({ tid, oid }: Claims, tenant: string): string {
  if (tid !== tenant) throw new NobodyNamedError('The ID token is of another tenant.');
  if (typeof oid !== 'string' || !oid) throw new NobodyNamedError('The ID token has no claim oid.');
  return oid;
}

/** The hosts of Entra ID, in all its clouds. https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud */
const entraHosts = [
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
];

/** The tenant in the issuer of Entra ID; `undefined` for every other provider. */
export function entraTenant(issuer: string): string | undefined {
  const { hostname, pathname } = new URL(issuer);
  return entraHosts.includes(hostname) ? pathname.split('/')[1] : undefined;
}
