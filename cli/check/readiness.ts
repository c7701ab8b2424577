import { type Fact, whyUnknown } from '../aws/fact';
import type { Caller } from '../root-access/caller';
import {
  asSeenByCaller,
  type Features,
  managementOf,
  type NamedAccount,
  type OrganizationFacts,
  purposes,
  type RootAccess,
} from '../root-access/root-access';
import { named } from '../terminal/printable';
import { allowAssumeRoot } from './assume-root-fix';
import type { AssumeRootTrial } from './try-assume-root';

/** One question about the organization, its answer, and where that is not "yes" what makes it one. */
export interface Check {
  readonly check: CheckName;
  readonly answer: 'yes' | 'no' | 'unknown';
  /** Whether a purge is impossible without it. */
  readonly needed: boolean;
  readonly detail: string;
  /** The IDs of the member accounts that it is about, where it is about some. */
  readonly accounts?: readonly string[];
  readonly fix?: Fix;
}

/** The questions that are asked about an organization, as `check --json` names them. */
export type CheckName =
  | 'organization'
  | 'all-features'
  | 'trusted-access'
  | 'RootCredentialsManagement'
  | 'RootSessions'
  | 'delegated-administrator'
  | 'caller-account'
  | 'assume-root'
  | DeployedCheckName;

/** The questions that are asked about the deployed app. */
export type DeployedCheckName =
  | 'deployed-version'
  | 'approvers'
  | 'links'
  | 'filter-policies'
  | 'unsubscribing'
  | 'event-rules'
  | 'functions'
  | 'roles'
  | 'keys'
  | 'lambda-quota'
  | 'log-delivery'
  | 'alarms'
  | 'alarm-states'
  | 'alarm-mails'
  | 'schedule'
  | 'new-accounts'
  | 'sts-region'
  | 'service-control-policies'
  | 'resource-control-policies';

/** What makes a "yes" of a "no" or an "unknown", and who can do it. */
export interface Fix {
  /** Who must do it, for instance `the management account 111122223333`. */
  readonly by: string;
  /** The account whose credentials the command needs, where that is known. */
  readonly accountId?: string;
  readonly command?: string;
  /** Where no one command does it, or the command needs an explanation. */
  readonly text?: string;
}

/** What `root-purge check` found out; `--json` prints it. */
export interface CheckResult {
  readonly ready: boolean;
  readonly caller: Caller;
  /** `null` where there is no organization, or it is not known. */
  readonly organizationId: string | null;
  /** The management account in words, for instance `the management account 111122223333`. */
  readonly management: string;
  readonly checks: readonly Check[];
  /** How many there are of each `Account.State`; `null` where they may not be listed. */
  readonly memberAccounts: Readonly<Record<string, number>> | null;
  /** Whether `root-purge enable` turns on something of what is off. */
  readonly enableHelps: boolean;
  /** The command that does, with the profile and Region that were given. */
  readonly enableCommand: string;
}

/** The questions about an organization and their answers, in the order in which they have to be put right. */
export function checksOf(access: RootAccess, trial: AssumeRootTrial | undefined): Check[] {
  const { organization } = access;
  if (organization.known && !organization.value) return [noOrganization(access)];
  const facts = organization.known ? organization.value : undefined;
  const management = inManagement(facts);
  const before = [
    answered('organization', organization, (value) => ({ answer: 'yes', detail: value?.id ?? '' })),
    answered('all-features', organization, (value) => allFeatures(value, management)),
    answered('trusted-access', asSeenByCaller(access, access.trustedAccess), (on) =>
      trustedAccess(on, management),
    ),
    answered(
      'RootCredentialsManagement',
      asSeenByCaller(access, access.features),
      ({ rootCredentialsManagement }) =>
        feature(rootCredentialsManagement, purposes.rootCredentialsManagement, {
          ...management,
          command: 'aws iam enable-organizations-root-credentials-management',
        }),
    ),
    optional(
      answered('RootSessions', asSeenByCaller(access, access.features), ({ rootSessions }) =>
        feature(rootSessions, purposes.rootSessions, {
          ...management,
          command: 'aws iam enable-organizations-root-sessions',
        }),
      ),
    ),
    optional(delegatedAdministrator(access, management)),
    answered('caller-account', access.callerMayManage, (may) => callerAccount(may, access, management)),
  ];
  return trial ? [...before, assumeRoot(trial, access, isReady(before))] : before;
}

/** Whether everything is there that a purge needs, as far as AWS said. */
export function isReady(checks: readonly Check[]): boolean {
  return checks.every(({ needed, answer }) => !needed || answer === 'yes');
}

/** Who has to do something, and whose credentials that needs. */
type Doer = Pick<Fix, 'by' | 'accountId'>;

/** The management account as the one who has to do something. */
export const inManagement = (facts: OrganizationFacts | undefined): Doer => ({
  by: managementOf(facts),
  accountId: facts?.managementAccountId,
});

type Answered = Pick<Check, 'answer' | 'detail' | 'fix'>;

function answered<T>(check: CheckName, reading: Fact<T>, answer: (value: T) => Answered): Check {
  if (reading.known) return { check, needed: true, ...answer(reading.value) };
  return { check, needed: true, answer: 'unknown', detail: whyUnknown(reading) };
}

function optional(check: Check): Check {
  return { ...check, needed: false };
}

function noOrganization({ caller }: RootAccess): Check {
  return {
    check: 'organization',
    needed: true,
    answer: 'no',
    detail: `account ${caller.accountId} is in no organization`,
    fix: {
      by: 'the account that becomes the management account',
      command: 'aws organizations create-organization --feature-set ALL',
    },
  };
}

function allFeatures(facts: OrganizationFacts | undefined, management: Doer): Answered {
  if (facts?.allFeatures) return { answer: 'yes', detail: 'the organization has all features' };
  return {
    answer: 'no',
    detail: 'the organization has consolidated billing only',
    fix: {
      ...management,
      command: 'aws organizations enable-all-features',
      text: 'Every invited account has to agree before it takes effect.',
    },
  };
}

function trustedAccess(on: boolean, management: Doer): Answered {
  if (on) return { answer: 'yes', detail: 'iam.amazonaws.com has trusted access' };
  const command = 'aws organizations enable-aws-service-access --service-principal iam.amazonaws.com';
  return { answer: 'no', detail: 'iam.amazonaws.com has no trusted access', fix: { ...management, command } };
}

function feature(on: Features[keyof Features], purpose: string, fix: Fix): Answered {
  return on ? { answer: 'yes', detail: `on: ${purpose}` } : { answer: 'no', detail: `off: ${purpose}`, fix };
}

function delegatedAdministrator(access: RootAccess, management: Doer): Check {
  const reading = asSeenByCaller(access, access.delegatedAdministrators);
  return answered('delegated-administrator', reading, (registered) => {
    const accounts = registered.map(nameOf);
    if (accounts.length > 0) return { answer: 'yes', detail: accounts.join(', ') };
    return {
      answer: 'no',
      detail: 'none: the app runs in the management account then',
      fix: { ...management, command: registerCommand('ACCOUNT_ID') },
    };
  });
}

function callerAccount(may: boolean, access: RootAccess, management: Doer): Answered {
  const { caller, organization, delegatedAdministrators } = access;
  const isManagement = organization.known && organization.value?.managementAccountId === caller.accountId;
  if (may) {
    const place = isManagement ? 'the management account' : 'the delegated administrator for IAM';
    return { answer: 'yes', detail: `${caller.accountId}, ${place}` };
  }
  const [other] = delegatedAdministrators.known ? delegatedAdministrators.value : [];
  const useOtherCredentials = `Use credentials of ${management.by}${other ? `, or of the delegated administrator ${other.accountId}` : ''}, or have this account registered as a delegated administrator.`;
  return {
    answer: 'no',
    detail: `${caller.accountId}, neither the management account nor a delegated administrator for IAM`,
    fix: { ...management, command: registerCommand(caller.accountId), text: useOtherCredentials },
  };
}

function assumeRoot(trial: AssumeRootTrial, { caller }: RootAccess, restIsReady: boolean): Check {
  const { answer, because } = trial;
  const check = { check: 'assume-root', needed: true, answer, detail: triedText(trial) } as const;
  // The accounts that refused are unknown to a run, which goes on all the same.
  if (!because) return { ...check, ...toDo(trial.refusals[0]?.remedy) };
  if (answer === 'unknown') return { ...check, ...toDo(because.remedy) };
  if (restIsReady) return { ...check, fix: fixOf(because, caller) };
  return { ...check, fix: { by: 'you', text: 'Put right what is above, then check again.' } };
}

const toDo = (text: string | undefined) => (text === undefined ? {} : { fix: { by: 'you', text } });

/** Where it was tried; and of the accounts that refused, why the one did that says most. */
function triedText({ opened, refusals, because = refusals[0] }: AssumeRootTrial): string {
  const refused = refusals.map(({ account }) => nameOf(account)).join(', ');
  if (opened && because) return `tried on ${nameOf(opened)}, after ${refused} refused: ${because.why}`;
  if (opened) return `tried on ${nameOf(opened)}`;
  return [refused && `tried on ${refused}`, because?.why].filter(Boolean).join(': ');
}

const nameOf = ({ accountId, name }: NamedAccount) => named(accountId, name);

/** What lets the caller open root sessions, said by whoever can change the policy that refused. */
function fixOf({ deniedBy, remedy = '' }: NonNullable<AssumeRootTrial['because']>, caller: Caller): Fix {
  switch (deniedBy) {
    case 'organization':
      return { by: 'the management account', text: remedy };
    case 'permissions boundary':
      return { by: `account ${caller.accountId}`, text: remedy };
    default:
      return allowAssumeRoot(caller);
  }
}

function registerCommand(accountId: string): string {
  return `aws organizations register-delegated-administrator --service-principal iam.amazonaws.com --account-id ${accountId}`;
}
