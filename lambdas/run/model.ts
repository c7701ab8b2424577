import * as z from 'zod/mini';

/**
 * The shapes that cross the workflow: state input and output, and the objects of the run store. Times are
 * ISO 8601 strings in UTC.
 */

/** The four kinds of root user credentials, in the order in which they are deleted (promise: password before MFA). */
export const credentialKinds = [
  'signing-certificates',
  'access-keys',
  'login-profile',
  'mfa-devices',
] as const;
/** One of the four kinds of root user credentials. */
export const CredentialKind = z.enum(credentialKinds);
export type CredentialKind = z.infer<typeof CredentialKind>;

/** A call that did not work: what AWS (or our own error class) said; `explain.ts` puts it in plain words. */
export const Failure = z.object({
  /** The call or the state that failed, for instance `sts:AssumeRoot`. */
  call: z.string(),
  error: z.string(),
  message: z.string(),
});
export type Failure = z.infer<typeof Failure>;

/** What Step Functions hands to a Catch: the error's name and, for a Lambda, its JSON error document as text. */
export const CaughtError = z.object({ state: z.string(), error: z.string(), cause: z.string() });
export type CaughtError = z.infer<typeof CaughtError>;

/** When a credential was last used, as far as AWS records it: for access keys and the password only. */
export const LastUsed = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('used'),
    at: z.string(),
    service: z.optional(z.string()),
    region: z.optional(z.string()),
  }),
  z.object({ state: z.literal('never') }),
  z.object({ state: z.literal('not-recorded') }),
  z.object({ state: z.literal('unknown'), failure: Failure }),
]);
export type LastUsed = z.infer<typeof LastUsed>;

/** What kind of thing an MFA device is, as far as its serial number says it. */
export const MfaDeviceType = z.enum(['virtual', 'passkey-or-security-key', 'hardware']);
export type MfaDeviceType = z.infer<typeof MfaDeviceType>;

/** Who answers until which day (`2027-01-31`, to its end in UTC) for something that stays as it is, and why. */
export const Answered = z.object({ owner: z.string(), reason: z.string(), expires: z.string() });
export type Answered = z.infer<typeof Answered>;

/** One root user credential and the evidence a person needs to judge it. */
export const Credential = z.object({
  kind: CredentialKind,
  /** Access key ID, certificate ID, `mfaDeviceId` or `loginProfileId`. */
  id: z.string(),
  /** `Active` or `Inactive`, where the kind has such a thing. */
  status: z.optional(z.string()),
  createdAt: z.optional(z.string()),
  lastUsed: LastUsed,
  mfaDeviceType: z.optional(MfaDeviceType),
  /** What an approver should know about it, for instance that a standing exception expired. */
  note: z.optional(z.string()),
  /** The standing exception that it is under. */
  exception: z.optional(Answered),
});
export type Credential = z.infer<typeof Credential>;

/** What reading one kind of credentials came to: a read that failed is `unknown`, never `absent`. */
export const Reading = z.discriminatedUnion('state', [
  z.object({ state: z.literal('present'), credentials: z.array(Credential) }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('unknown'), failure: Failure }),
]);
export type Reading = z.infer<typeof Reading>;

/** What reading each of the four kinds of credentials of one root user came to. */
export const Readings = z.record(CredentialKind, Reading);
export type Readings = z.infer<typeof Readings>;

/** The ID of an AWS account: 12 digits. */
export const AccountId = z.string().check(z.regex(/^\d{12}$/, 'an account ID has 12 digits'));

/** A member account as Organizations describes it. */
export const Account = z.object({
  accountId: AccountId,
  name: z.string(),
  email: z.string(),
  /** Of IDs, from the organization down to the account: `o-…/r-…/ou-…/111122223333/`. */
  path: z.optional(z.string()),
  /** The names of the organizational units in `path`, the topmost first; the ID of one whose name nobody knows. */
  units: z.optional(z.array(z.string())),
  /** `CREATED` or `INVITED`. */
  joinedMethod: z.optional(z.string()),
  joinedAt: z.optional(z.string()),
});
export type Account = z.infer<typeof Account>;

/**
 * A selected account that is left out, and why in a few words: `management account`, `excluded`, its state, or that it
 * is not in the organization any more.
 */
export const SkippedAccount = z.extend(Account, { why: z.string() });
export type SkippedAccount = z.infer<typeof SkippedAccount>;

/** The organization that a run is in. AWS gives it no name but that of its management account. */
export const RunOrganization = z.object({
  /** `o-…` */
  id: z.optional(z.string()),
  managementAccountId: z.string(),
  managementAccountName: z.optional(z.string()),
});
export type RunOrganization = z.infer<typeof RunOrganization>;

/**
 * What an execution is for: a purge deletes what is approved, an audit only looks, a rehearsal asks as a purge does and
 * deletes nothing.
 */
export const Mode = z.enum(['purge', 'audit', 'rehearsal']);
export type Mode = z.infer<typeof Mode>;

/** The privileged task that a purge takes away again what it allowed. */
export const ResealedTask = z.object({
  /** The name of its run. */
  run: z.string(),
  startedAt: z.string(),
});
export type ResealedTask = z.infer<typeof ResealedTask>;

/** Where an execution ran, and who is said to have started it. */
export const Origin = z.object({
  /** The account and the Region are in it. */
  executionArn: z.string(),
  /** As the execution input says: whoever may start an execution can write anything there. */
  startedBy: z.optional(z.string()),
});
export type Origin = z.infer<typeof Origin>;

/** Who started an execution, as CloudTrail has it. */
export const WhoStarted = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('known'),
    /**
     * The caller's ARN; of an assumed role with the name of the session, which for most roles the caller chooses.
     * None where a service of AWS called for itself.
     */
    arn: z.optional(z.string()),
    /** The ARN of the role that the session is of, its path included. */
    issuer: z.optional(z.string()),
    /** The service that called, for itself or for the caller, for instance `events.amazonaws.com`. */
    invokedBy: z.optional(z.string()),
    at: z.string(),
    /** An address, or the name of a service. */
    sourceIp: z.optional(z.string()),
    eventId: z.string(),
  }),
  /** CloudTrail is late by minutes. */
  z.object({ state: z.literal('not-there-yet') }),
  z.object({ state: z.literal('unknown'), failure: Failure }),
]);
export type WhoStarted = z.infer<typeof WhoStarted>;

/** An execution as Step Functions describes it to the first state of a run. */
export const StartedExecution = z.object({
  run: z.string(),
  startedAt: z.string(),
  executionArn: z.string(),
  input: z.unknown(),
});
export type StartedExecution = z.infer<typeof StartedExecution>;

/** `accounts.json`: whom the run is about. Everything after it starts from these lists, not from results. */
export const TargetedAccounts = z.object({
  run: z.string(),
  startedAt: z.string(),
  /** What an earlier version stored does not say it. */
  organization: z.optional(RunOrganization),
  /** Accounts that an earlier version stored do not say it. */
  origin: z.optional(Origin),
  mode: Mode,
  credentials: z.array(CredentialKind),
  reason: z.optional(z.string()),
  /** Where the run is for what has come since this task alone. */
  reseals: z.optional(ResealedTask),
  /** Whether the execution input asked for every member account. */
  wholeOrganization: z.boolean(),
  targets: z.array(Account),
  skipped: z.array(SkippedAccount),
});
export type TargetedAccounts = z.infer<typeof TargetedAccounts>;

/** The output of one child of `InspectAccounts`: what an account's root user holds, or what the child failed with. */
export const Inspection = z.union([
  z.object({ accountId: AccountId, readings: Readings }),
  z.object({ accountId: AccountId, caught: CaughtError }),
]);
export type Inspection = z.infer<typeof Inspection>;

/** A kind of credentials that could not be read in an account, and why. */
export const UnknownKind = z.object({ kind: CredentialKind, failure: Failure });
export type UnknownKind = z.infer<typeof UnknownKind>;

/** When a credential was made, seen from a privileged task; `unknown` where neither its ID nor its date tells. */
export const MadeWhen = z.enum(['before', 'since', 'unknown']);
export type MadeWhen = z.infer<typeof MadeWhen>;

/** A credential that is in no plan, and why, where it is not for the kinds that the execution was asked for. */
export const CredentialLeftAlone = z.extend(Credential, {
  why: z.optional(z.string()),
  /** Where the plan takes away again what a task allowed, and this may be older. */
  made: z.optional(MadeWhen),
});
export type CredentialLeftAlone = z.infer<typeof CredentialLeftAlone>;

/** A targeted account in the plan: what may be deleted in it, what stays, and what nobody could see. */
export const PlannedAccount = z.extend(Account, {
  /** Exactly what is deleted if all of it is approved. */
  credentials: z.array(Credential),
  /** Present, but not among the kinds this execution was asked to delete, or under a standing exception. */
  outOfScope: z.array(CredentialLeftAlone),
  /** Could not be read. */
  unknown: z.array(UnknownKind),
});
export type PlannedAccount = z.infer<typeof PlannedAccount>;

/** `plan.json`: what an approver decides on. Its digest is the SHA-256 of the stored bytes, in hexadecimal. */
export const Plan = z.object({
  /** A plan that an earlier version stored does not say it. */
  kind: z._default(z.literal('purge'), 'purge'),
  run: z.string(),
  plannedAt: z.string(),
  organization: z.optional(RunOrganization),
  origin: z.optional(Origin),
  mode: Mode,
  reason: z.optional(z.string()),
  /** The run of the privileged task since which everything in the plan was made. */
  reseals: z.optional(z.string()),
  /** Every targeted account, clean ones too. */
  accounts: z.array(PlannedAccount),
});
export type Plan = z.infer<typeof Plan>;

/** What a run asks for beyond one approver's word, where the configuration does. */
export const ApprovalRules = z.object({
  /** How many people have to approve: 2, or 1 where the rule is about the requester alone. */
  required: z.number(),
  /** Whoever started the run, who may not approve it; absent where they may. */
  requester: z.optional(
    z.object({
      /** An ARN, or what the execution input says; absent where nobody knows. */
      identity: z.optional(z.string()),
      /** Whether CloudTrail says so, and it tells a person or a service. */
      isKnown: z.boolean(),
      /** How many of those who approve have to be somebody else. */
      others: z.number(),
    }),
  ),
  /** Addresses, ARNs and names that are the same person's: a list for each person with several. */
  people: z.array(z.array(z.string())),
});
export type ApprovalRules = z.infer<typeof ApprovalRules>;

/** `approval.json`: who may decide, until when; the task token sealed, and of the link secrets their SHA-256 only. */
export const ApprovalRequest = z.object({
  run: z.string(),
  planDigest: z.string(),
  /** That of the plan; a privileged task has none, nor has what an earlier version stored. */
  mode: z.optional(Mode),
  requestedAt: z.string(),
  expiresAt: z.string(),
  approvers: z.array(z.object({ email: z.string(), secretHash: z.string() })),
  /** Where a link alone decides nothing, and its approver has to sign in. */
  signIn: z.optional(z.object({ issuer: z.string() })),
  /** Without them one approver decides. */
  rules: z.optional(ApprovalRules),
  /** Whoever a policy of IAM lets may decide as well, with a signed request. */
  iamApprovals: z.optional(z.boolean()),
  sealedTaskToken: z.string(),
});
export type ApprovalRequest = z.infer<typeof ApprovalRequest>;

/** Whom a run asked for approval, and until when. */
export const Asked = z.object({
  requestedAt: z.string(),
  expiresAt: z.string(),
  approvers: z.array(z.string()),
});
export type Asked = z.infer<typeof Asked>;

/** The name of one credential of one account: what a tick on the approval page stands for. */
export const CredentialRef = z.object({ accountId: AccountId, kind: CredentialKind, id: z.string() });
export type CredentialRef = z.infer<typeof CredentialRef>;

/** How it is known who decided, where it was more than a mailed link, which proves access to a mailbox alone. */
export const KnownBy = z.discriminatedUnion('kind', [
  /** A person whom an OpenID Connect provider knows, by issuer and subject: an address can change its owner. */
  z.object({
    kind: z.literal('sign-in'),
    issuer: z.string(),
    subject: z.string(),
    /** As the provider gave it: it proves nothing. */
    email: z.optional(z.string()),
    authenticatedAt: z.string(),
  }),
  /** The caller of a signed request, the session's name included. */
  z.object({ kind: z.literal('iam'), arn: z.string() }),
]);
export type KnownBy = z.infer<typeof KnownBy>;

/** Whose word on a plan it is, and how that is known. */
export const Decider = z.object({
  /** The address that was asked, or the ARN of whoever signed. */
  decidedBy: z.string(),
  knownBy: z.optional(KnownBy),
});
export type Decider = z.infer<typeof Decider>;

/** `proposals/N.json`: what the first of two approvers would approve, as it waits for another one. */
export const Proposal = z.object({
  planDigest: z.string(),
  decidedAt: z.string(),
  ...Decider.shape,
  /** As the approver typed it: it proves nothing. */
  name: z.optional(z.string()),
  sourceIp: z.string(),
  comment: z.optional(z.string()),
  /** None where a privileged task was decided on, as a whole. */
  credentials: z.array(CredentialRef),
  /** The name of that task. */
  task: z.optional(z.string()),
});
export type Proposal = z.infer<typeof Proposal>;

/** The proposal that a second person has confirmed, as the decision holds it. */
export const ConfirmedProposal = z.extend(
  z.omit(Proposal, { planDigest: true, credentials: true, task: true }),
  {
    /** From 1, in the order in which they were made. */
    number: z.number(),
    /** SHA-256 of the stored proposal's bytes, in hexadecimal. */
    digest: z.string(),
  },
);
export type ConfirmedProposal = z.infer<typeof ConfirmedProposal>;

/** `decision.json`: how an approval ended. Written once (`If-None-Match: *`), by an approver or by `CloseApproval`. */
export const Decision = z.discriminatedUnion('decision', [
  z.object({
    decision: z.enum(['APPROVED', 'REJECTED']),
    ...Proposal.shape,
    /** There where two people had to approve. */
    proposal: z.optional(ConfirmedProposal),
  }),
  /** Nobody decided in time. */
  z.object({ decision: z.literal('EXPIRED'), decidedAt: z.string() }),
  /** Nobody could be asked. */
  z.object({ decision: z.literal('NOT_ASKED'), decidedAt: z.string(), caught: CaughtError }),
]);
export type Decision = z.infer<typeof Decision>;

/** An item of `approved.json`: the exact IDs to delete in one account, by kind. */
export const ApprovedAccount = z.object({
  accountId: AccountId,
  credentials: z.record(CredentialKind, z.array(z.string())),
});
export type ApprovedAccount = z.infer<typeof ApprovedAccount>;

/** What happened to one approved credential. `already-gone` is success: running it again is safe. */
export const Deletion = z.object({
  kind: CredentialKind,
  id: z.string(),
  result: z.enum(['deleted', 'already-gone', 'failed']),
  failure: z.optional(Failure),
  /** When AWS had answered. */
  at: z.optional(z.string()),
  /** By which AWS knows the call that deleted it, or failed to. */
  requestId: z.optional(z.string()),
});
export type Deletion = z.infer<typeof Deletion>;

/** The output of a delete stage, or the error that its state caught. */
export const StageResult = z.union([
  z.object({ deletions: z.array(Deletion) }),
  z.object({ caught: CaughtError }),
]);
export type StageResult = z.infer<typeof StageResult>;

/** The output of one child of `PurgeAccounts`: what its stages did and a second look found, or its failure. */
export const PurgeResult = z.union([
  z.object({
    accountId: AccountId,
    stages: z.array(StageResult),
    verification: z.union([
      z.object({ readings: Readings, at: z.optional(z.string()) }),
      z.object({ caught: CaughtError }),
    ]),
  }),
  z.object({
    accountId: AccountId,
    caught: CaughtError,
    /** The child ended without an output, so nobody knows how far it came. */
    isLost: z.optional(z.boolean()),
  }),
]);
export type PurgeResult = z.infer<typeof PurgeResult>;
