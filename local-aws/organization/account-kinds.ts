import type { AccountKind, Faults } from './organization';

/** How much of each credential an account is born with, and what goes wrong in it. */
export interface Kind {
  signingCertificates?: number;
  accessKeys?: number;
  password?: true;
  mfaDevices?: readonly ('virtual' | 'fido')[];
  state?: 'SUSPENDED';
  faults?: Faults;
}

/**
 * What each kind of account is born with; the troubled kinds hold credentials on purpose: calling one of them clean
 * would be a lie a test can catch.
 */
export const KINDS: Record<AccountKind, Kind> = {
  clean: {},
  'every-kind-of-credential': {
    signingCertificates: 1,
    accessKeys: 2,
    password: true,
    mfaDevices: ['virtual', 'fido'],
  },
  'password-and-mfa': { password: true, mfaDevices: ['virtual'] },
  'old-access-keys': { accessKeys: 2 },
  'signing-certificates': { signingCertificates: 2 },
  suspended: { state: 'SUSPENDED' },
  'suspended-with-credentials': { password: true, mfaDevices: ['virtual'], state: 'SUSPENDED' },
  'assume-root-denied': {
    accessKeys: 1,
    password: true,
    mfaDevices: ['virtual'],
    faults: { assumeRootDenied: true },
  },
  'denied-by-service-control-policy': {
    accessKeys: 1,
    password: true,
  },
  'failing-read': { accessKeys: 1, faults: { failingOperations: ['ListAccessKeys'] } },
  'failing-key-deletion': {
    signingCertificates: 1,
    accessKeys: 1,
    faults: { failingOperations: ['DeleteAccessKey'] },
  },
  'failing-password-deletion': {
    password: true,
    mfaDevices: ['virtual'],
    faults: { failingOperations: ['DeleteLoginProfile'] },
  },
};

const USUAL_TWELVE: readonly AccountKind[] = [
  'every-kind-of-credential',
  'clean',
  'password-and-mfa',
  'old-access-keys',
  'clean',
  'suspended',
  'signing-certificates',
  'clean',
  'clean',
  'password-and-mfa',
  'clean',
  'clean',
];

const TROUBLED_TWELVE: readonly AccountKind[] = [
  'every-kind-of-credential',
  'clean',
  'assume-root-denied',
  'password-and-mfa',
  'failing-password-deletion',
  'denied-by-service-control-policy',
  'old-access-keys',
  'failing-key-deletion',
  'failing-read',
  'signing-certificates',
  'suspended-with-credentials',
  'clean',
];

/** The kind of a simulated account by its index from 0; accounts that fail are among the first twelve alone. */
export function kindAt(index: number, trouble: boolean): AccountKind {
  const twelve = trouble && index < TROUBLED_TWELVE.length ? TROUBLED_TWELVE : USUAL_TWELVE;
  return twelve[index % twelve.length] ?? 'clean';
}
