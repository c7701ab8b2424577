import { printable } from './printable';

/** An account for a person, for instance `111122223333 (payments)`. */
export function named(accountId: string, name: string): string {
  return name ? `${accountId} (${printable(name)})` : accountId;
}
