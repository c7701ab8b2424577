import type { Plan, PlannedAccount, Proposal } from '../run/model';
import { credentialKey } from './tick-boxes';

/** The credentials of a plan that a proposal is about, by account, and the others. */
export function splitByProposal({ accounts }: Plan, { credentials }: Proposal) {
  const keys = new Set(
    credentials.map(({ accountId, ...credential }) => credentialKey(accountId, credential)),
  );
  const having = (isIn: boolean): PlannedAccount[] =>
    accounts
      .map((account) => ({
        ...account,
        credentials: account.credentials.filter(
          (credential) => keys.has(credentialKey(account.accountId, credential)) === isIn,
        ),
      }))
      .filter(({ credentials }) => credentials.length > 0);
  return { chosen: having(true), leftOut: having(false) };
}
