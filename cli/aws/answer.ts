import { printable } from '../terminal/printable';
import { isAccessDenied } from './aws-failures';

/** What AWS said, or why nobody knows: a read that failed never counts as "no". */
export type Answer<T> = { readonly known: true; readonly value: T } | NoAnswer;

export interface NoAnswer {
  readonly known: false;
  readonly why: string;
  /** The IAM action that the caller lacks, for instance `organizations:ListAccounts`, where that is the reason. */
  readonly permission?: string;
}

export const known = <T>(value: T): Answer<T> => ({ known: true, value });

/** The answer of a read that needs this IAM action. */
export async function read<T>(permission: string, ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return known(await ask());
  } catch (error) {
    return unknownBecause(error, permission);
  }
}

export function unknownBecause(error: unknown, permission: string): NoAnswer {
  const why = printable(error instanceof Error ? error.message || error.name : String(error));
  return isAccessDenied(error) ? { known: false, why, permission } : { known: false, why };
}

/** For instance `unknown: … (needs iam:ListOrganizationsFeatures)`. */
export function whyUnknown({ why, permission }: NoAnswer): string {
  return permission ? `${why} (needs ${permission})` : why;
}
