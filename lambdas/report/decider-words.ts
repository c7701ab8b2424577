import type { KnownBy } from '../run/model';
import { momentText } from './words';

/** How it is known who decided, in words that follow a name: what it proves, and no more. */
export function howKnown(knownBy: KnownBy | undefined): string {
  switch (knownBy?.kind) {
    case 'sign-in':
      return `signed in as ${knownBy.email ?? knownBy.subject} at ${knownBy.issuer}, ${momentText(knownBy.authenticatedAt)}`;
    case 'iam':
      return 'signed with this AWS identity';
    default:
      return 'whoever held the link sent to this address';
  }
}
