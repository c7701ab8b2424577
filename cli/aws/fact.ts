import { printable } from '../terminal/printable';
import { isAccessDenied } from './aws-failures';

/** What AWS said, or why nobody knows: a read that failed never counts as "no". */
export type Fact<T> = { readonly known: true; readonly value: T } | UnknownFact;

/** Why nobody knows what AWS would have said. */
export interface UnknownFact {
  readonly known: false;
  readonly why: string;
  /** The IAM action that the caller lacks, for instance `organizations:ListAccounts`, where that is the reason. */
  readonly permission?: string;
}

/** The answer that AWS gave. */
export const known = <T>(value: T): Fact<T> => ({ known: true, value });

/** The answer of a read that needs this IAM action; a read that failed is an answer that nobody knows. */
export async function read<T>(permission: string, ask: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await ask());
  } catch (error) {
    return unknownBecause(error, permission);
  }
}

/** The answer of a read that failed with this error; it names the IAM action where that is what the caller lacks. */
export function unknownBecause(error: unknown, permission: string): UnknownFact {
  const why = printable(error instanceof Error ? error.message || error.name : String(error));
  return isAccessDenied(error) ? { known: false, why, permission } : { known: false, why };
}

/** Why an answer is not known, and what the caller needs for it: `unknown: … (needs iam:ListOrganizationsFeatures)`. */
export function whyUnknown({ why, permission }: UnknownFact): string {
  return permission ? `${why} (needs ${permission})` : why;
}
