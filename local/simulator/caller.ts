import type { AccessControl } from '../runtime/iam/access-control';
import { type Principal, principalName, rootArn } from '../runtime/iam/principal';
import type { Account, Credentials, Organization } from './organization';
import { ServiceError } from './service-error';
import { assertUsable, type RootSession, type Sessions } from './sessions';

/** Who makes a call, and whose credentials an IAM operation without `UserName` is about. */
export interface Caller {
  arn: string;
  userId: string;
  /** The root user has none. */
  userName?: string;
  createDate: string;
  account: Account;
  credentials: Credentials;
  session?: RootSession;
  /** The role session it is, where the app's own roles are known. */
  role?: Principal & { type: 'role' };
}

/** The headers a caller is known by; signatures are not verified. */
export interface CallerHeaders {
  authorization?: string;
  sessionToken?: string;
  userAgent?: string;
}

export const operatorArn = ({ operator, managementAccount }: Organization) =>
  `arn:aws:iam::${managementAccount.id}:user/${operator.userName}`;

/** The access key ID in a Signature Version 4 `Authorization` header. */
export function accessKeyOf({ authorization }: CallerHeaders): string | undefined {
  return authorization?.match(/Credential=([^/,\s]+)\//)?.[1];
}

/**
 * The root user of a session's account for that session's access key; a role session of the app for its own; for every
 * other access key the operator, an IAM user in the management account. Throws MissingAuthenticationToken,
 * InvalidClientTokenId or ExpiredToken.
 */
export function identifyCaller(
  headers: CallerHeaders,
  { organization, access }: { organization: Organization; access?: AccessControl },
  sessions: Sessions,
  now: Date,
): Caller {
  const accessKeyId = accessKeyOf(headers);
  if (!accessKeyId) {
    throw new ServiceError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  }
  const session = sessions.find(accessKeyId);
  if (!session) return roleOf(headers, organization, access) ?? operatorOf(organization);
  assertUsable(session, headers.sessionToken, now);
  return rootUserOf(session, organization);
}

/** The app's account is not part of the simulated organization; it acts for it all the same. */
function roleOf(
  headers: CallerHeaders,
  { managementAccount, operator }: Organization,
  access?: AccessControl,
): Caller | undefined {
  const role = access?.principalOf(headers);
  if (role?.type !== 'role') return undefined;
  return {
    arn: principalName(role),
    userId: `AROALOCALRUNTIME00000:${role.sessionName}`,
    createDate: operator.createDate,
    account: { ...managementAccount, id: role.accountId },
    credentials: { signingCertificates: [], accessKeys: [], mfaDevices: [] },
    role,
  };
}

function operatorOf(organization: Organization): Caller {
  return {
    ...organization.operator,
    arn: operatorArn(organization),
    account: organization.managementAccount,
  };
}

function rootUserOf(session: RootSession, { accounts }: Organization): Caller {
  const account = accounts.find(({ id }) => id === session.accountId);
  if (!account) throw new ServiceError('InvalidClientTokenId', 403, 'The account has left the organization.');
  return {
    arn: rootArn(account.id),
    userId: account.id,
    createDate: account.joinedTimestamp,
    account,
    credentials: account.credentials,
    session,
  };
}
