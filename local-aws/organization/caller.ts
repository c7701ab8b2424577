import type { AccessControl } from '../iam/access-control';
import { type Principal, principalName, roleSession, rootArn } from '../iam/principal';
import { AwsError } from '../wire/aws-error';
import type { Signer } from '../wire/signer';
import type { Account, Credentials, Organization } from './organization';
import { allAccounts } from './organizations-input';
import { assertUsable, invalidToken, type RootSession, type Sessions } from './sessions';

/** Who makes a call, and whose credentials an IAM operation without `UserName` is about. */
export interface Caller {
  arn: string;
  userId: string;
  /** Root users and roles have none. */
  userName?: string;
  createDate: string;
  account: Account;
  credentials: Credentials;
  /** Whom policies name; an IAM user has none, as only the operator is one, who may do everything. */
  principal?: Principal;
  session?: RootSession;
  /** Whether it is one of the app's own roles, whose policies are known. */
  isOfApp?: true;
}

/** What the callers are known from. */
export interface KnownCallers {
  organization: Organization;
  /** Knows the app's own roles. */
  access?: AccessControl;
}

/**
 * The root user of a session's account for that session's access key, and for one of its own access keys; a role
 * session of the app for its own; for every other access key the operator.
 * @throws AwsError MissingAuthenticationToken, InvalidClientTokenId or ExpiredToken
 */
export function identifyCaller(signer: Signer, known: KnownCallers, sessions: Sessions, now: Date): Caller {
  const { accessKeyId } = signer;
  if (!accessKeyId) {
    throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  }
  const session = sessions.find(accessKeyId);
  if (!session) return withoutSession(signer, known);
  assertUsable(session, signer.sessionToken, now);
  return rootUserOf(session, known.organization);
}

/** Who is calling without a root session. */
export function withoutSession(signer: Signer, { organization, access }: KnownCallers): Caller {
  return (
    roleOf(signer, organization, access) ??
    keyHolder(signer.accessKeyId, organization) ??
    operatorOf(organization)
  );
}

/**
 * Whether a caller acts for the management account, as the app's own account does, which is not part of the simulated
 * organization.
 */
export function isManagementAccount({
  caller: { account, isOfApp },
  organization,
}: {
  caller: Caller;
  organization: Organization;
}): boolean {
  return isOfApp === true || account.id === organization.managementAccount.id;
}

function roleOf(
  signer: Signer,
  { managementAccount, operator }: Organization,
  access?: AccessControl,
): Caller | undefined {
  const role = access?.principalOf(signer.accessKeyId);
  if (role?.type !== 'role') return undefined;
  return {
    arn: principalName(role),
    userId: `AROALOCALRUNTIME00000:${role.sessionName}`,
    createDate: operator.createDate,
    account: { ...managementAccount, id: role.accountId },
    credentials: { signingCertificates: [], accessKeys: [], mfaDevices: [] },
    principal: role,
    isOfApp: true,
  };
}

/** The root user whose own access key it is. @throws InvalidClientTokenId where the key is not active */
function keyHolder(accessKeyId: string | undefined, organization: Organization): Caller | undefined {
  if (!accessKeyId?.startsWith('AKIA')) return undefined;
  for (const account of allAccounts(organization)) {
    const key = account.credentials.accessKeys.find((other) => other.accessKeyId === accessKeyId);
    if (key && key.status !== 'Active') throw invalidToken();
    if (key) return rootUser(account);
  }
  return undefined;
}

function operatorOf(organization: Organization): Caller {
  const { operator } = organization;
  const { accountId, userName, roleName } = operator;
  const account = allAccounts(organization).find(({ id }) => id === accountId);
  if (!account) throw invalidToken();
  const user = { ...operator, arn: `arn:aws:iam::${accountId}:user/${userName}`, account };
  if (roleName === undefined) return user;
  const principal = roleSession(`arn:aws:iam::${accountId}:role/${roleName}`, userName);
  const userId = `${operator.userId.replace(/^AIDA/, 'AROA')}:${userName}`;
  return { ...user, arn: principalName(principal), userId, userName: undefined, principal };
}

function rootUserOf(session: RootSession, { accounts }: Organization): Caller {
  const account = accounts.find(({ id }) => id === session.accountId);
  if (!account) throw new AwsError('InvalidClientTokenId', 'The account has left the organization.', 403);
  return { ...rootUser(account), session };
}

function rootUser(account: Account): Caller {
  return {
    arn: rootArn(account.id),
    userId: account.id,
    createDate: account.joinedTimestamp,
    account,
    credentials: account.credentials,
    principal: { type: 'root', accountId: account.id },
  };
}
