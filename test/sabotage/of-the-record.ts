import type { Sabotage } from './sabotage';

/** Mistakes in the check of a record, by which a record that was tampered with would hold. */
export const ofTheRecord: readonly Sabotage[] = [
  {
    name: 'a decision of somebody who was not asked passes',
    file: 'cli/verify/who-was-asked.ts',
    find: 'approvers.some(({ email }) => email === decidedBy)',
    replace: 'approvers.length > 0',
  },
  {
    name: 'a signed decision passes in a run that takes none',
    file: 'cli/verify/who-was-asked.ts',
    find: 'if (!iamApprovals)',
    replace: 'if (approvers.length === 0)',
  },
  {
    name: 'a decision about another plan passes',
    file: 'cli/verify/approval-check.ts',
    find: 'return digest === planDigest',
    replace: 'return digest',
  },
  {
    name: 'a plan that holds what nobody read passes',
    file: 'cli/verify/plan-check.ts',
    find: 'return read === said',
    replace: 'return read || said',
  },
  {
    name: 'a deletion that nobody approved passes',
    file: 'cli/verify/purge-checks.ts',
    find: "...stray(done, 'was deleted, or tried'),",
    replace: '',
    also: [{ find: "...stray(reported, 'is reported as deleted'),", replace: '' }],
  },
  {
    name: 'an approved credential of which nothing is said passes',
    file: 'cli/verify/purge-checks.ts',
    find: '...(isNamed || account?.unknown.includes(ref.kind)',
    replace: '...(account',
  },
  {
    name: 'an account that the report lacks passes',
    file: 'cli/verify/purge-checks.ts',
    find: 'times.get(id) !== 1',
    replace: '(times.get(id) ?? 0) > 1',
  },
  {
    name: 'a device that went before its password passes',
    file: 'cli/verify/purge-checks.ts',
    find: 'device.at < password.at',
    replace: 'device.at === password.at',
  },
  {
    name: 'a deletion without a result behind it passes',
    file: 'cli/verify/purge-checks.ts',
    find: 'if (!isBacked)',
    replace: 'if (!claim.result)',
  },
  {
    name: 'an account that nobody looked at again passes as purged',
    file: 'cli/verify/outcome-checks.ts',
    find: "if (!readings) return 'nobody looked again';",
    replace: 'if (!readings) return undefined;',
  },
  {
    name: 'a file that was changed passes',
    file: 'cli/verify/digest-check.ts',
    find: 'if (said !== found)',
    replace: 'if (said === undefined)',
  },
  {
    name: 'a signature of other digests passes',
    file: 'cli/verify/signature-check.ts',
    find: 'Buffer.from(payload).toString() === sums',
    replace: 'payload.length > 0',
  },
];
