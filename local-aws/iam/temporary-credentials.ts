import { randomBytes } from 'node:crypto';

/** Credentials of a session: an access key ID, a secret access key and a session token. */
export interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Makes random credentials that look like those of STS, and exist nowhere else. */
export function temporaryCredentials(): SessionCredentials {
  const id = [...randomBytes(16)].map((byte) => letters.charAt(byte % letters.length)).join('');
  return {
    accessKeyId: `ASIA${id}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(270).toString('base64'),
  };
}
