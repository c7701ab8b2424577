import type { Credential, CredentialKind, Reading, Readings } from '../../../lambdas/run/model';

/** All four kinds, read and not there. */
export const absent: Readings = {
  'signing-certificates': { state: 'absent' },
  'access-keys': { state: 'absent' },
  'login-profile': { state: 'absent' },
  'mfa-devices': { state: 'absent' },
};

export function present(...credentials: Credential[]): Reading {
  return { state: 'present', credentials };
}

export function unread(call: string, error = 'AccessDenied', message = 'no'): Reading {
  return { state: 'unknown', failure: { call, error, message } };
}

/** A read whose answer lacks its content. */
export function incomplete(call: string, what: string): Reading {
  return unread(call, 'IncompleteAnswerError', `The answer to ${call} is not complete: ${what} is missing.`);
}

export function credential(kind: CredentialKind, id: string, more: Partial<Credential> = {}): Credential {
  return { kind, id, lastUsed: { state: 'not-recorded' }, ...more };
}

/** The names of the operations that a mocked client was sent, in order. */
export function calledOperations(mock: { calls(): { firstArg: object }[] }): string[] {
  return mock.calls().map(({ firstArg }) => firstArg.constructor.name.replace(/Command$/, ''));
}
