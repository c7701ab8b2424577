import { AwsError } from '../wire/aws-error';
import { optional, type Parameters } from '../wire/parameters';
import type { Account, Organization } from './organization';
import { invalidInput } from './organizations-paging';

/**
 * A parameter that must be there and match.
 * @throws AwsError InvalidInputException
 */
export function requiredText(parameters: Parameters, name: string, pattern: RegExp): string {
  const text = optional(parameters, name);
  if (text === undefined) throw invalidInput('INPUT_REQUIRED');
  if (!pattern.test(text)) throw invalidInput('INVALID_PATTERN');
  return text;
}

/**
 * The account of the organization that `AccountId` names.
 * @throws AwsError AccountNotFoundException, or InvalidInputException where it is no account ID
 */
export function existingAccount({
  organization,
  parameters,
}: {
  organization: Organization;
  parameters: Parameters;
}): Account {
  const id = requiredText(parameters, 'AccountId', /^\d{12}$/);
  const account = allAccounts(organization).find((other) => other.id === id);
  if (!account) throw notFound('Account', "You specified an account that doesn't exist.");
  return account;
}

/** The accounts of an organization: the management account, then the member accounts. */
export const allAccounts = ({ managementAccount, accounts }: Organization): Account[] => [
  managementAccount,
  ...accounts,
];

/** Organizations' error of an account, or of a parent, that is not there. */
export const notFound = (what: 'Account' | 'Parent', message: string) =>
  new AwsError(`${what}NotFoundException`, message);
