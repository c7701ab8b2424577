import type { Bucket, Queue } from './resources';

/** Where an account stands in its life cycle, in AWS Organizations' words (Account.State, API version 2016-11-28). */
export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

/** A signing certificate; dates everywhere are ISO 8601 strings in UTC without fractions of a second. */
export interface SigningCertificate {
  certificateId: string;
  certificateBody: string;
  status: 'Active' | 'Inactive' | 'Expired';
  uploadDate: string;
}

/** An access key; one that was never used has no `lastUsed`. */
export interface AccessKey {
  accessKeyId: string;
  status: 'Active' | 'Inactive' | 'Expired';
  createDate: string;
  lastUsed?: { date: string; serviceName: string; region: string };
}

/** A console password; one that was never used has no `passwordLastUsed`. */
export interface LoginProfile {
  createDate: string;
  passwordLastUsed?: string;
}

/** Names a login profile, which AWS gives no ID, by the time when it was made. */
export const loginProfileId = ({ createDate }: LoginProfile) =>
  `login-profile@${new Date(createDate).toISOString()}`;

/** An MFA device; its serial number is an ARN for a virtual device and for a FIDO key. */
export interface MfaDevice {
  serialNumber: string;
  enableDate: string;
}

/** Names an MFA device, whose serial number another one may have had, by the time when it was enabled. */
export const mfaDeviceId = ({ serialNumber, enableDate }: MfaDevice) =>
  `${serialNumber}@${new Date(enableDate).toISOString()}`;

/** The root user's credentials of an account, of each kind. */
export interface Credentials {
  signingCertificates: SigningCertificate[];
  accessKeys: AccessKey[];
  loginProfile?: LoginProfile;
  mfaDevices: MfaDevice[];
}

/** What goes wrong in an account, for good; an empty object is an account where everything works. */
export interface Faults {
  /** The caller is not allowed to assume root here. */
  assumeRootDenied?: boolean;
  /** IAM operations that always answer 500 ServiceFailure, for instance `ListAccessKeys`. */
  failingOperations?: string[];
}

/** What an account was created as; its credentials and faults may have been changed since. */
export type AccountKind =
  | 'clean'
  | 'every-kind-of-credential'
  | 'password-and-mfa'
  | 'old-access-keys'
  | 'signing-certificates'
  | 'suspended'
  | 'suspended-with-credentials'
  | 'assume-root-denied'
  | 'denied-by-service-control-policy'
  | 'failing-read'
  | 'failing-key-deletion'
  | 'failing-password-deletion';

/** An account of the organization and its root user's credentials. */
export interface Account {
  id: string;
  name: string;
  email: string;
  state: AccountState;
  joinedMethod: 'CREATED' | 'INVITED';
  joinedTimestamp: string;
  /** ID of the organizational unit, or of the root, that holds the account. */
  parentId: string;
  kind: AccountKind;
  credentials: Credentials;
  faults: Faults;
  /** Of Regions that somebody has opted into or out of. @default none */
  regions?: Readonly<Record<string, RegionOptStatus>>;
}

/** Whether an account has a Region, in AWS Account Management's words (API version 2021-02-01). */
export type RegionOptStatus = 'ENABLED' | 'ENABLING' | 'DISABLING' | 'DISABLED' | 'ENABLED_BY_DEFAULT';

/** An organizational unit, which is in another one or in the root. */
export interface OrganizationalUnit {
  id: string;
  name: string;
  parentId: string;
}

/** A feature of centralized root access, in IAM's words (API version 2010-05-08, FeatureType). */
export type OrganizationFeature = 'RootCredentialsManagement' | 'RootSessions';

/** An AWS service that has trusted access to the organization. */
export interface TrustedService {
  /** For instance `iam.amazonaws.com`. */
  servicePrincipal: string;
  dateEnabled: string;
}

/** A member account that administers a service for the organization. */
export interface DelegatedAdministrator {
  accountId: string;
  servicePrincipal: string;
  delegationEnabledDate: string;
}

/** A policy of the organization, attached to some of it. */
export interface ControlPolicy {
  name: string;
  /** IDs of the accounts, organizational units or roots that it is attached to. */
  targets: string[];
  /** The policy, as JSON. */
  document: unknown;
}

/**
 * Who makes every call that is signed with no other known credentials: an IAM user, or, where there is a `roleName`, a
 * session of that role named `userName`.
 */
export interface Operator {
  /** The management account, or any other of the organization. */
  accountId: string;
  userName: string;
  roleName?: string;
  userId: string;
  createDate: string;
  credentials: Credentials;
}

/** Something that really happened, or was refused, in an account. */
export interface OrganizationEvent {
  at: string;
  type: 'session-opened' | 'created' | 'changed' | 'deleted' | 'refused';
  /** For instance `iam:DeleteAccessKey`. */
  operation: string;
  accountId: string;
  /** ARN of the caller. */
  principal: string;
  /** The credential's ID, `login-profile`, a session's task policy, what was changed, or a refusal's error code. */
  detail: string;
}

/** A simulated organization: plain objects that a test may read and change at any time. */
export interface Organization {
  id: string;
  rootId: string;
  featureSet: 'ALL' | 'CONSOLIDATED_BILLING';
  trustedAccess: TrustedService[];
  /** What of centralized root access is on. */
  organizationFeatures: OrganizationFeature[];
  delegatedAdministrators: DelegatedAdministrator[];
  managementAccount: Account;
  /** The member accounts; the management account is not among them. */
  accounts: Account[];
  organizationalUnits: OrganizationalUnit[];
  operator: Operator;
  /** Besides FullAWSAccess, which is attached everywhere. */
  serviceControlPolicies: ControlPolicy[];
  /** Besides RCPFullAWSAccess, which is attached everywhere. */
  resourceControlPolicies: ControlPolicy[];
  /** Of all accounts. */
  buckets: Bucket[];
  queues: Queue[];
  /** Append-only, oldest first. */
  events: OrganizationEvent[];
}

/** How many root credentials the member accounts hold; a login profile counts as one. */
export function countCredentials({ accounts }: Pick<Organization, 'accounts'>): number {
  return accounts.reduce((total, { credentials }) => total + countOf(credentials), 0);
}

function countOf({ signingCertificates, accessKeys, loginProfile, mfaDevices }: Credentials): number {
  return signingCertificates.length + accessKeys.length + mfaDevices.length + (loginProfile ? 1 : 0);
}
