/** What a caller is known by. */
export interface CallerHeaders {
  authorization?: string | null;
  userAgent?: string | null;
}

/**
 * The access key IDs that a request may be known by: the one in its Signature Version 4, and the application ID of the
 * AWS SDK's user agent, where a function has it for want of credentials of its own. Powertools appends a mark to it.
 */
export function callerKeys({ authorization, userAgent }: CallerHeaders): string[] {
  const signed = /Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1];
  const application = /\bapp\/(\w+)/.exec(userAgent ?? '')?.[1];
  return [signed, application].filter((key) => key !== undefined);
}
