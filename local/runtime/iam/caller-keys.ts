/**
 * The access key IDs that a request may be known by: the one in its Signature Version 4, and the application ID of the
 * AWS SDK's user agent, which a function has too for when another endpoint needs other credentials.
 */
export function callerKeys(headers: Headers): string[] {
  const signed = /Credential=([^/,\s]+)\//.exec(headers.get('authorization') ?? '')?.[1];
  const application = /\bapp\/(\S+)/.exec(headers.get('user-agent') ?? '')?.[1];
  return [signed, application].filter((key) => key !== undefined);
}
