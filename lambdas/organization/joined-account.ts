import { valueAt } from '../input/value-at';

/**
 * Where each event has the account that was created or joined.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 * https://docs.aws.amazon.com/controltower/latest/userguide/lifecycle-events.html
 */
const readers: Record<string, (detail: unknown) => unknown> = {
  CreateAccountResult: (detail) =>
    valueAt(detail, ['serviceEventDetails', 'createAccountStatus', 'accountId']),
  CreateManagedAccount: (detail) =>
    valueAt(detail, ['serviceEventDetails', 'createManagedAccountStatus', 'account', 'accountId']),
  AcceptHandshake: (detail) => {
    const handshake = valueAt(detail, ['responseElements', 'handshake']);
    // Others are about the bill (TRANSFER_RESPONSIBILITY) or the organization's features (APPROVE_ALL_FEATURES).
    if (valueAt(handshake, ['action']) !== 'INVITE') return undefined;
    const parties = valueAt(handshake, ['parties']);
    const account = Array.isArray(parties) && parties.find((party) => valueAt(party, ['type']) === 'ACCOUNT');
    return valueAt(account, ['id']);
  },
};

/** Parts of a CloudTrail record that tell what happened, rather than who did it. */
const parts = ['serviceEventDetails', 'responseElements', 'requestParameters', 'additionalEventData'];

/**
 * The ID of the account that an event's `detail` says was created or joined, or `undefined` where it says none, or
 * more than one. AWS does not publish the shape of `AccountJoinedOrganization`: there it is whatever is called an
 * account ID, or the account of an account's ARN.
 */
export function joinedAccountId(detail: unknown, managementAccountId: string): string | undefined {
  const read = readers[String(valueAt(detail, ['eventName']))];
  if (read) return accountId(read(detail));
  const found = [...new Set(parts.flatMap((part) => accountIdsIn(valueAt(detail, [part]))))];
  // The management account is named for what it is, unless it is the one that joined.
  const members = found.filter((id) => id !== managementAccountId);
  const [only, ...others] = members.length > 0 ? members : found;
  return others.length > 0 ? undefined : only;
}

function accountIdsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) =>
      accountIdsIn(inner, Array.isArray(value) ? key : name),
    );
  if (/^(joined|member|new|target)?_?account(_?id)?$/i.test(key)) return [accountId(value) ?? []].flat();
  const [, fromArn] = /^arn:[^:]+:organizations::\d{12}:account\/o-\w+\/(\d{12})$/.exec(String(value)) ?? [];
  return [fromArn ?? []].flat();
}

/** A number may have lost the zeros that an ID can start with. */
function accountId(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value).padStart(12, '0') : value;
  return typeof text === 'string' && /^\d{12}$/.test(text) ? text : undefined;
}
