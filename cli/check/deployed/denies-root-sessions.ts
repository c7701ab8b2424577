import * as z from 'zod/mini';

/** Whether a policy denies something: `maybe` where that depends on what is not known beforehand. */
export type Denies = 'yes' | 'no' | 'maybe';

const list = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value: string | string[]) => [value].flat()),
);
const value = z.union([z.string(), z.number(), z.boolean()]);
const values = z.pipe(
  z.union([value, z.array(value)]),
  z.transform((given) => [given].flat().map(String)),
);
const Statement = z.object({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.optional(list),
  NotAction: z.optional(list),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), values))),
});
type Statement = z.infer<typeof Statement>;
const Policy = z.object({ Statement: z.union([Statement, z.array(Statement)]) });

/** What a purge and an audit do as the root user of a member account. */
const actions = [
  ...['GetAccountSummary', 'GetLoginProfile', 'GetUser', 'ListAccessKeys', 'ListMFADevices'],
  ...['GetAccessKeyLastUsed', 'ListSigningCertificates', 'DeactivateMFADevice', 'DeleteAccessKey'],
  ...['DeleteLoginProfile', 'DeleteSigningCertificate'],
].map((name) => `iam:${name}`);

/** Who acts in a root session: the root user of this account, in this partition, who calls IAM in its one Region. */
export interface RootSession {
  readonly accountId: string;
  readonly partition: string;
}

/**
 * Whether a service control policy denies a root session what a purge does: a static look at its Deny statements, each
 * with what is known of the session. A root session has `aws:AssumedRoot`, and a sign-in of the root user has not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-assumedroot
 * @throws SyntaxError or ZodError where the text is no policy
 */
export function deniesRootSessions(policy: string, session: RootSession): Denies {
  const denials = [z.parse(Policy, JSON.parse(policy)).Statement]
    .flat()
    .filter(({ Effect }) => Effect === 'Deny')
    .map((statement) => denies(statement, session));
  return strongest(denials);
}

const strongest = (denials: readonly Denies[]): Denies =>
  denials.find((each) => each === 'yes') ?? denials.find((each) => each === 'maybe') ?? 'no';

/** All conditions have to hold; of one whose key is not known nobody can tell. */
function denies(statement: Statement, session: RootSession): Denies {
  if (!actions.some((action) => covers(statement, action))) return 'no';
  const held = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => holds(operator, key, wanted, contextOf(session))),
  );
  if (held.includes('no')) return 'no';
  return held.includes('maybe') ? 'maybe' : 'yes';
}

function covers({ Action, NotAction = [] }: Statement, action: string): boolean {
  const among = (patterns: readonly string[]) =>
    patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  return Action ? among(Action) : !among(NotAction);
}

/** The global condition keys whose value in a root session is known. IAM of a partition is in one Region. */
const contextOf = ({ accountId, partition }: RootSession): Readonly<Record<string, string>> => ({
  'aws:assumedroot': 'true',
  'aws:principalarn': `arn:${partition}:iam::${accountId}:root`,
  'aws:principalaccount': accountId,
  'aws:principalisawsservice': 'false',
  'aws:viaawsservice': 'false',
  'aws:securetransport': 'true',
  ...(partition === 'aws' && { 'aws:requestedregion': 'us-east-1' }),
});

/** A root user has no tags, and so a key of theirs is missing: then a negated operator holds, and no other one. */
function holds(
  operator: string,
  key: string,
  wanted: readonly string[],
  context: Readonly<Record<string, string>>,
): Denies {
  const [, plain = ''] = /^(?:ForAnyValue:|ForAllValues:)?(.*?)(?:IfExists)?$/.exec(operator) ?? [];
  const isMissing = /^aws:PrincipalTag\//i.test(key);
  const actual = context[key.toLowerCase()];
  if (actual === undefined && !isMissing) return 'maybe';
  if (plain === 'Null') return yesOrNo(wanted.includes(String(isMissing)));
  const isNegated = /Not/.test(plain);
  if (actual === undefined) return yesOrNo(isNegated || operator.endsWith('IfExists'));
  if (!/^(Arn|String|Bool)/.test(plain)) return 'maybe';
  const isAmong = wanted.some((pattern) => isMatch(plain, pattern, actual));
  return yesOrNo(isAmong !== isNegated);
}

const yesOrNo = (held: boolean): Denies => (held ? 'yes' : 'no');

/** Operators on ARNs match wildcards, and `StringLike`; a policy variable may stand for anything. */
function isMatch(operator: string, pattern: string, actual: string): boolean {
  if (/IgnoreCase|^Bool/.test(operator)) return pattern.toLowerCase() === actual.toLowerCase();
  if (/^String(Not)?Equals$/.test(operator)) return pattern === actual;
  return matches(pattern, actual);
}

/** Whether a text is as a pattern of IAM says: `*` is any text, `?` any character. */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}
