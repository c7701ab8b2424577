/** Who has signed a request, as its headers say: the gate has made sure of it where there is one. */
export interface Signer {
  /** Undefined where nobody has signed. */
  accessKeyId?: string;
  /** The Region that the request is signed for, for instance `eu-west-1`. */
  region?: string;
  /** The service that it is signed for, as signatures name it, for instance `monitoring`. */
  signingName?: string;
  /** The token that belongs to temporary credentials. */
  sessionToken?: string;
}

/** Reads the `Authorization` header of AWS Signature Version 4, whatever else is in it, and the session token. */
export function signerOf(headers: Headers): Signer {
  const authorization = headers.get('authorization') ?? '';
  const [, accessKeyId, region, signingName] =
    /Credential=([^/,\s]+)\/(?:\d+\/([\w-]+)\/(?:([\w-]+)\/)?)?/.exec(authorization) ?? [];
  return { accessKeyId, region, signingName, sessionToken: headers.get('x-amz-security-token') ?? undefined };
}
