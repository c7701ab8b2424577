import * as z from 'zod/mini';

/** Whether a policy denies something, or allows it: `maybe` where that depends on what is not known beforehand. */
export type Denies = 'yes' | 'no' | 'maybe';

const list = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value: string | string[]) => [value].flat()),
);
const Principal = z.union([z.literal('*'), z.record(z.string(), list)]);
const value = z.union([z.string(), z.number(), z.boolean()]);
const values = z.pipe(
  z.union([value, z.array(value)]),
  z.transform((given) => [given].flat().map(String)),
);
const Statement = z.object({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.optional(Principal),
  Action: z.optional(list),
  NotAction: z.optional(list),
  Resource: z.optional(list),
  NotResource: z.optional(list),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), values))),
});
type Statement = z.infer<typeof Statement>;
const Policy = z.object({ Statement: z.union([Statement, z.array(Statement)]) });

/** Somebody who calls AWS: what they call, and the global condition keys whose value is known, `null` where there is none. */
export interface Acting {
  readonly actions: readonly string[];
  /** By which names a policy may mean them. @default it means everybody */
  readonly principals?: readonly string[];
  /** What they call it on. @default anything */
  readonly resource?: string;
  readonly context: Readonly<Record<string, string | null>>;
}

/** What a purge does as the root user of a member account: a test compares it with the calls of one. */
export const ofRootSessions: readonly string[] = [
  ...['GetLoginProfile', 'GetUser', 'ListAccessKeys', 'ListMFADevices'],
  ...['GetAccessKeyLastUsed', 'ListSigningCertificates', 'DeactivateMFADevice', 'DeleteAccessKey'],
  ...['DeleteLoginProfile', 'DeleteSigningCertificate'],
].map((name) => `iam:${name}`);

const always = {
  'aws:principalisawsservice': 'false',
  'aws:viaawsservice': 'false',
  'aws:securetransport': 'true',
};

/**
 * A root session in an account. It has `aws:AssumedRoot`, which a sign-in of the root user has not, and no tags; IAM of
 * the partition `aws` is in one Region.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-assumedroot
 */
export const inRootSession = (accountId: string, partition: string): Acting => ({
  actions: ofRootSessions,
  context: {
    ...always,
    'aws:assumedroot': 'true',
    'aws:principalarn': `arn:${partition}:iam::${accountId}:root`,
    'aws:principalaccount': accountId,
    'aws:principaltag/': null,
    ...(partition === 'aws' && { 'aws:requestedregion': 'us-east-1' }),
  },
});

/** A role of the app that opens root sessions, in its Region; in one account, where one is named. */
export const openingRootSessions = (roleArn: string, region: string, accountId?: string): Acting => ({
  actions: ['sts:AssumeRoot'],
  ...(accountId && { resource: `arn:${roleArn.split(':')[1]}:iam::${accountId}:root` }),
  context: {
    ...always,
    'aws:assumedroot': null,
    'aws:principalarn': roleArn,
    'aws:principalaccount': roleArn.split(':')[4] ?? '',
    'aws:requestedregion': region,
    ...(accountId && { 'aws:resourceaccount': accountId }),
  },
});

/** Somebody who calls something within an organization that both belong to. */
export const within = (organizationId: string, { context, ...acting }: Acting): Acting => ({
  ...acting,
  context: { ...context, 'aws:principalorgid': organizationId, 'aws:resourceorgid': organizationId },
});

/**
 * Reads a policy of the organization, and says of anybody whether it denies them something of what they do: a static look at
 * its Deny statements, each with what is known of the caller. Of one that cannot be read nobody can tell.
 */
export function denialsIn(policy: string): (acting: Acting) => Denies {
  const denials = statementsOf(policy)?.filter(({ Effect }) => Effect === 'Deny');
  if (!denials) return () => 'maybe';
  return (acting) => {
    const answers = denials.map((statement) => applies(statement, acting));
    return answers.find((each) => each === 'yes') ?? answers.find((each) => each === 'maybe') ?? 'no';
  };
}

/**
 * Whether a policy of a resource lets somebody do all that they do: `no` where nothing allows it, or something denies it.
 * What it leaves to IAM counts as allowed.
 */
export function isAllowedIn(policy: string, { actions, ...acting }: Acting): Denies {
  const statements = statementsOf(policy);
  if (!statements) return 'maybe';
  const answers = actions.map((action) => isActionAllowed(statements, { ...acting, actions: [action] }));
  return answers.find((each) => each === 'no') ?? answers.find((each) => each === 'maybe') ?? 'yes';
}

function isActionAllowed(statements: readonly Statement[], acting: Acting): Denies {
  const answersOf = (effect: Statement['Effect']) =>
    statements.filter(({ Effect }) => Effect === effect).map((statement) => applies(statement, acting));
  const [allowed, denied] = [answersOf('Allow'), answersOf('Deny')];
  if (denied.includes('yes') || allowed.every((each) => each === 'no')) return 'no';
  return denied.includes('maybe') || !allowed.includes('yes') ? 'maybe' : 'yes';
}

function statementsOf(policy: string): Statement[] | undefined {
  try {
    return [z.parse(Policy, JSON.parse(policy)).Statement].flat();
  } catch {
    return undefined;
  }
}

/** All conditions have to hold; of one whose key is not known nobody can tell. */
function applies(statement: Statement, { actions, principals, resource, context }: Acting): Denies {
  if (principals && !means(statement.Principal, principals)) return 'no';
  if (!actions.some((action) => covers(statement, action))) return 'no';
  if (resource !== undefined && !isAbout(statement, resource)) return 'no';
  const held = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => holds(operator, wanted, knownOf(context, key))),
  );
  if (held.includes('no')) return 'no';
  return held.includes('maybe') ? 'maybe' : 'yes';
}

/** The value of a condition key, all tags of the caller being as one; `undefined` where it is not known. */
function knownOf(context: Acting['context'], key: string): string | null | undefined {
  return context[key.toLowerCase().replace(/^aws:principaltag\/.*/, 'aws:principaltag/')];
}

function covers({ Action, NotAction = [] }: Statement, action: string): boolean {
  const among = (patterns: readonly string[]) =>
    patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  return Action ? among(Action) : !among(NotAction);
}

function means(principal: Statement['Principal'], names: readonly string[]): boolean {
  if (principal === undefined || principal === '*') return true;
  const named = Object.values(principal).flat();
  return named.includes('*') || named.some((each) => names.includes(each));
}

function isAbout({ Resource, NotResource = [] }: Statement, resource: string): boolean {
  const among = (patterns: readonly string[]) => patterns.some((pattern) => matches(pattern, resource));
  return Resource ? among(Resource) : !among(NotResource);
}

/** Of a key that is missing a negated operator holds, and one with IfExists, and no other one. */
function holds(operator: string, wanted: readonly string[], actual: string | null | undefined): Denies {
  const [, plain = ''] = /^(?:ForAnyValue:|ForAllValues:)?(.*?)(?:IfExists)?$/.exec(operator) ?? [];
  if (actual === undefined) return 'maybe';
  if (plain === 'Null') return yesOrNo(wanted.includes(String(actual === null)));
  const isNegated = plain.includes('Not');
  if (actual === null) return yesOrNo(isNegated || operator.endsWith('IfExists'));
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
