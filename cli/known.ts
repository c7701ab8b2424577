import { printable } from '../local/terminal/printable';
import { isDenied } from './aws-failures';

/** What AWS said, or why nobody knows: a read that failed never counts as "no". */
export type Known<T> = { readonly known: true; readonly value: T } | Unknown;

export interface Unknown {
  readonly known: false;
  readonly why: string;
  /** The IAM action that the caller lacks, for instance `organizations:ListAccounts`, where that is the reason. */
  readonly permission?: string;
}

export const known = <T>(value: T): Known<T> => ({ known: true, value });

/** The answer of a read that needs this IAM action. */
export async function read<T>(permission: string, ask: () => Promise<T>): Promise<Known<T>> {
  try {
    return known(await ask());
  } catch (error) {
    return unknownBecause(error, permission);
  }
}

export function unknownBecause(error: unknown, permission: string): Unknown {
  const why = printable(error instanceof Error ? error.message || error.name : String(error));
  return isDenied(error) ? { known: false, why, permission } : { known: false, why };
}

/** For instance `unknown: … (needs iam:ListOrganizationsFeatures)`. */
export function whyUnknown({ why, permission }: Unknown): string {
  return permission ? `${why} (needs ${permission})` : why;
}
