import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod/mini';
import { entraTenant } from '../lambdas/identity/person';
import { regionField } from '../lambdas/input/region';
import { hasVisibleText } from '../lambdas/report/visible-text';
import { CredentialKind, credentialKinds, Mode } from '../lambdas/run/model';
import { expressionRule, isScheduleExpression } from './schedule-expression';

/** What the app can be told, key by key, and what is allowed. */

/** A list of the configuration as it was given: `-c key=value` gives text, whose commas separate the items. */
export const list = (value: unknown) =>
  typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
const number = (value: unknown) => (typeof value === 'string' ? Number(value) : value);

const accountRule = 'a 12-digit account ID as a string';
const accountId = z.string(accountRule).check(z.regex(/^\d{12}$/, accountRule));
const nested = 'an object with the fields of the table in docs/configuration.md';

/**
 * A stack has room for 500 resources: an approver takes three of them, and a person who hears of alarms one.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
function emails(most: number) {
  const once = (given: readonly string[]) =>
    new Set(given.map((email) => email.toLowerCase())).size === given.length;
  return z
    .array(z.email('an email address'), 'a list of email addresses')
    .check(
      z.minLength(1, 'at least one email address'),
      z.maxLength(most, `at most ${most} email addresses`),
      z.refine(once, 'each email address once'),
    );
}

function wholeNumber(minimum: number, maximum: number, what = 'a whole number') {
  const rule = `${what} from ${minimum} to ${maximum}`;
  return z.int(rule).check(z.gte(minimum, rule), z.lte(maximum, rule));
}

/** Off unless it is said; given as a value or as text. */
function flag() {
  return z.pipe(
    z.transform((value) => (value === undefined ? false : value === 'true' ? true : value)),
    z.boolean('true or false'),
  );
}

/** Given as a number or as text; `undefined` becomes the default. */
function numeric<Schema extends z.ZodMiniType>(schema: Schema, byDefault?: number) {
  return z.pipe(
    z.transform((value) => number(value ?? byDefault)),
    schema,
  );
}

/** An execution ends after 365 days, expired approval and report included. Service quotas of Step Functions. */
const timeoutRule = 'a number of hours from 1 to 8736 (52 weeks)';
const approvalTimeoutHours = z.number(timeoutRule).check(z.gte(1, timeoutRule), z.lte(8736, timeoutRule));

/** Those of the CDK, which is not loaded here: who runs the app without deploying it has none. */
const retentions: readonly RetentionDays[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
const retentionRule = `one of ${retentions.join(', ')}`;
const logRetentionDays = z
  .number(retentionRule)
  .check(z.refine((days) => retentions.includes(days), retentionRule));

const timezoneRule = 'a time zone such as Europe/Berlin';
const isTimezone = (timeZone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
const Schedule = z.strictObject(
  {
    expression: z.string(expressionRule).check(z.refine(isScheduleExpression, expressionRule)),
    timezone: z.optional(z.string(timezoneRule).check(z.refine(isTimezone, timezoneRule))),
    mode: z._default(Mode, 'audit'),
  },
  nested,
);

const OrganizationEvents = z.strictObject(
  { managementAccountId: accountId, controlTowerRegion: z.optional(regionField) },
  nested,
);

/** One that ended lately is told to the approvers; one of years ago is forgotten, or a slip of the pen. */
const dateRule = 'a date such as 2027-01-31, at most a year ago';
const isLongOver = (date: string) => Date.parse(date) < Date.now() - 366 * 86_400_000;
const textRule = 'a text that can be seen';
const text = z
  .string(textRule)
  .check(z.refine(hasVisibleText, textRule), z.maxLength(300, 'at most 300 characters'));

const exceptionRule = 'credentials that stay, unreadable: true, or both';
const isAboutSomething = ({ credentials, unreadable }: { credentials?: unknown; unreadable?: unknown }) =>
  credentials !== undefined || unreadable !== undefined;

/** Root credentials that are to stay for now, or accounts that cannot be read: why, and who answers for it. */
const StandingException = z
  .strictObject(
    {
      accounts: z.array(accountId, 'a list of account IDs').check(z.minLength(1, 'at least one account ID')),
      credentials: z.optional(
        z
          .array(CredentialKind, `a list of ${credentialKinds.join(', ')}`)
          .check(z.minLength(1, 'at least one kind')),
      ),
      unreadable: z.optional(z.literal(true, 'true')),
      owner: text,
      reason: text,
      expires: z.iso.date(dateRule).check(z.refine((date) => !isLongOver(date), dateRule)),
    },
    nested,
  )
  .check(z.refine(isAboutSomething, exceptionRule));

const Approvals = z.strictObject(
  {
    required: numeric(wholeNumber(1, 2), 1),
    for: z._default(z.enum(['everything', 'used-lately-and-tasks']), 'everything'),
  },
  nested,
);

/** Addresses and ARNs that are one person's. */
const Person = z
  .array(text, 'a list of the addresses and ARNs of one person')
  .check(z.minLength(1, 'at least one address or ARN'));

const ObjectLock = z.strictObject(
  { mode: z.enum(['governance', 'compliance']), days: wholeNumber(1, 36_500) },
  nested,
);

/**
 * PlanPurge gets the exceptions as an environment variable, and Lambda allows 4 KB for all of them: of the JSON that
 * holds them, so that a quotation mark in a value counts twice. RequestApproval gets the approvers, beside other variables.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const exceptionsLimit = 3500;
/** How many bytes a value takes as text in JSON, as which a function is told it. */
export const bytesInJson = (value: unknown) => Buffer.byteLength(JSON.stringify(JSON.stringify(value)));
const exceptionsRule = `at most ${exceptionsLimit} bytes as text in JSON in all: put accounts with the same owner and reason into one exception`;
const approversLimit = 2950;
const approversRule = `at most ${approversLimit} bytes in all, with a comma between two addresses`;

const issuerRule =
  'the HTTPS address of an OpenID Connect provider, as it stands in iss; that of Entra ID with the ID of one tenant';
/** Whose tenant anybody can have: https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols#endpoints */
const manyTenants = ['common', 'organizations', 'consumers'];
const isIssuer = (text: string) => {
  if (!URL.canParse(text) || /[?#\s]/.test(text)) return false;
  const { protocol, username } = new URL(text);
  return protocol === 'https:' && !username && !manyTenants.includes(entraTenant(text) ?? '');
};
const secretRule = 'the ARN of a secret in Secrets Manager, with the six characters at its end';
const subjectsShape = 'an object with the subject of each approver by email address';
const subjectsLimit = 2950;
const subjectsRule = `at most ${subjectsLimit} bytes as text in JSON in all`;

/** The provider that approvers sign in with, and whom it knows them as, where that is not left to their first sign-in. */
const SignIn = z.strictObject(
  {
    issuer: z.string(issuerRule).check(z.refine(isIssuer, issuerRule)),
    clientId: text,
    clientSecretArn: z.optional(
      z
        .string(secretRule)
        .check(
          z.regex(/^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/, secretRule),
        ),
    ),
    approvers: z.optional(
      z
        .record(z.string(), text, subjectsShape)
        .check(z.refine((given) => bytesInJson(given) <= subjectsLimit, subjectsRule)),
    ),
  },
  nested,
);

const domainRule = 'a domain name such as approve.corp.example, in lower case';
const certificateRule = 'the ARN of a certificate of ACM';
const zoneRule = 'the ID of a hosted zone, such as Z0123456789ABCDEFGHIJ';
const ApprovalDomain = z.strictObject(
  {
    name: z
      .string(domainRule)
      .check(
        z.maxLength(253, domainRule),
        z.regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/, domainRule),
      ),
    certificateArn: z
      .string(certificateRule)
      .check(z.regex(/^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, certificateRule)),
    hostedZoneId: z.optional(z.string(zoneRule).check(z.regex(/^Z[A-Z0-9]{1,31}$/, zoneRule))),
  },
  nested,
);

const keyRule = 'the ARN of a KMS key';

/** The keys of the configuration, as they stand in the context of the CDK app, and what each may be. */
export const Context = z.object({
  approvers: z.pipe(
    z.transform(list),
    emails(50).check(
      z.refine((given) => Buffer.byteLength(given.join(',')) <= approversLimit, approversRule),
    ),
  ),
  approvals: z.pipe(
    z.transform((value) => value ?? {}),
    Approvals,
  ),
  requester: z.optional(z.literal('may-not-approve')),
  people: z.pipe(
    z.transform((value) => value ?? []),
    z.array(Person, 'a list of people, each a list of addresses and ARNs'),
  ),
  alarmEmails: z.optional(z.pipe(z.transform(list), emails(100))),
  approvalTimeoutHours: numeric(approvalTimeoutHours, 72),
  concurrency: numeric(wholeNumber(1, 10_000), 20),
  account: z.optional(accountId),
  region: z.optional(regionField),
  organizationEvents: z.optional(OrganizationEvents),
  schedule: z.optional(
    z.pipe(
      z.transform((value) => (typeof value === 'string' ? { expression: value } : value)),
      Schedule,
    ),
  ),
  excludedAccounts: z.pipe(
    z.transform((value) => list(value ?? [])),
    z.array(accountId, 'a list of account IDs').check(z.maxLength(200, 'at most 200 account IDs')),
  ),
  exceptions: z.pipe(
    z.transform((value) => value ?? []),
    z
      .array(StandingException, 'a list of exceptions')
      .check(z.refine((given) => bytesInJson(given) <= exceptionsLimit, exceptionsRule)),
  ),
  chatTopic: flag(),
  alarmAfterUnknownRuns: numeric(wholeNumber(1, 1000), 3),
  logRetentionDays: numeric(logRetentionDays, 365),
  runRetentionDays: z.optional(numeric(wholeNumber(1, 36_500))),
  objectLock: z.optional(ObjectLock),
  signReports: flag(),
  signIn: z.optional(SignIn),
  iamApprovals: flag(),
  approvalDomain: z.optional(ApprovalDomain),
  executionDataKeyArn: z.optional(
    z.string(keyRule).check(z.regex(/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, keyRule)),
  ),
});
export type Context = z.infer<typeof Context>;
