import { isOpen, type MemberAccount } from '../../../lambdas/organization/organization';

/** The accounts that a run would open root sessions in, as far as it is not asked for others. */
export const targetedOf = (members: readonly MemberAccount[], excluded: readonly string[]): MemberAccount[] =>
  members.filter(({ accountId, state = '' }) => isOpen(state) && !excluded.includes(accountId));
