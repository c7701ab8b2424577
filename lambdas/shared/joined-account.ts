/** A value somewhere inside parsed JSON, or `undefined`. */
function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/**
 * Where each event has the account that was created or joined.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 * https://docs.aws.amazon.com/controltower/latest/userguide/lifecycle-events.html
 */
const readers: Record<string, (detail: unknown) => unknown> = {
  CreateAccountResult: (detail) => at(detail, 'serviceEventDetails', 'createAccountStatus', 'accountId'),
  CreateManagedAccount: (detail) =>
    at(detail, 'serviceEventDetails', 'createManagedAccountStatus', 'account', 'accountId'),
  UpdateManagedAccount: (detail) =>
    at(detail, 'serviceEventDetails', 'updateManagedAccountStatus', 'account', 'accountId'),
  AcceptHandshake: (detail) => {
    const parties = at(detail, 'responseElements', 'handshake', 'parties');
    const account = Array.isArray(parties) && parties.find((party) => at(party, 'type') === 'ACCOUNT');
    return at(account, 'id');
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
  const read = readers[String(at(detail, 'eventName'))];
  if (read) return accountId(read(detail));
  const found = [...new Set(parts.flatMap((part) => accountIdsIn(at(detail, part))))];
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
