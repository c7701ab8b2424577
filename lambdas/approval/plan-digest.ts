import { sha256 } from '../run/sha256';

/** SHA-256 of the plan's stored bytes, in hexadecimal: what a decision is bound to. */
export const planDigest = sha256;
