import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { contentOf } from '../aws-calls/content-of';
import { parseAccountList } from '../input/account-list';
import { decodedText } from '../input/decoded-text';
import type { ExecutionInput } from '../input/execution-input';
import { type InputProblem, problem } from '../input/input-problems';
import type { Account, SkippedAccount, TargetedAccounts } from '../run/model';
import type { RunStore } from '../run/run-store';
import { AccountNotListedYetError, InvalidInputError } from '../skeleton/errors';
import { accountsIn, isOpen, type MemberAccount, type Organization } from './organization';

/** One way in which the input asked for an account, for the error message. */
interface Selection {
  readonly source: string;
  readonly accountIds: readonly string[];
}

/** What becomes of a selected ID that is not in the organization: an error, for good or for now, or left out. */
export type WhenNotListed = 'refuse' | 'retry' | 'skip';

/**
 * The accounts that an execution input asks for, by the field that does; `undefined` where it asks for every member
 * account.
 * @throws InvalidInputError where a list file or an organizational unit cannot be read
 */
export async function selectedIds(
  sources: { organizations: OrganizationsClient; readListFile: (uri: string) => Promise<string> },
  input: ExecutionInput,
): Promise<Selection[] | undefined> {
  const selections: Selection[] = [];
  if (input.accounts) selections.push({ source: 'accounts', accountIds: input.accounts });
  if (input.accountsFile) {
    const text = await sources.readListFile(input.accountsFile);
    selections.push({ source: 'accountsFile', accountIds: parseAccountList(text, input.accountsFile) });
  }
  for (const unit of input.organizationalUnits ?? []) {
    selections.push({ source: unit, accountIds: await accountsInUnit(sources.organizations, unit) });
  }
  return selections.length > 0 ? selections : undefined;
}

/**
 * Splits the selected accounts into those to work on and those to leave out, each once, in the organization's order.
 * @throws InvalidInputError for an ID, excluded or (unless they are to be skipped) selected, that is not in the
 * organization: it may be a typing error for one that is. The configuration may still exclude an account that has left
 * @throws AccountNotListedYetError instead, where another look is worth it
 */
export function selectAccounts(
  organization: Organization,
  selections: readonly Selection[] | undefined,
  exclude: readonly string[],
  excludedByConfiguration: readonly string[],
  whenNotListed: WhenNotListed = 'refuse',
): Pick<TargetedAccounts, 'wholeOrganization' | 'targets' | 'skipped'> {
  const mustBeMembers = whenNotListed === 'skip' ? [] : (selections ?? []);
  const problems = notMembers(organization, [...mustBeMembers, { source: 'exclude', accountIds: exclude }]);
  if (problems.length > 0)
    throw whenNotListed === 'retry'
      ? new AccountNotListedYetError(problems)
      : new InvalidInputError(problems);
  const selected = selections && new Set(selections.flatMap(({ accountIds }) => accountIds));
  const excluded = new Map([
    ...exclude.map((accountId) => [accountId, 'excluded'] as const),
    ...excludedByConfiguration.map((accountId) => [accountId, 'excluded by configuration'] as const),
  ]);
  const targets: Account[] = [];
  const skipped: SkippedAccount[] = [];
  for (const { state, ...account } of organization.accounts.values()) {
    if (selected && !selected.has(account.accountId)) continue;
    const why = whySkipped({ state, ...account }, organization, excluded);
    if (why) skipped.push({ ...account, why });
    else targets.push(account);
  }
  skipped.push(...notListed(organization, selected ?? new Set()));
  return { wholeOrganization: selections === undefined, targets, skipped };
}

/** Nothing else is known of them any more. */
function notListed({ accounts }: Organization, selected: ReadonlySet<string>): SkippedAccount[] {
  return [...selected]
    .filter((accountId) => !accounts.has(accountId))
    .map((accountId) => ({ accountId, name: '', email: '', why: 'not in the organization any more' }));
}

/** Why an account is skipped that still signs up. */
export const pendingActivation = 'pending activation';

function notMembers(organization: Organization, selections: readonly Selection[]): InputProblem[] {
  return selections.flatMap(({ source, accountIds }) =>
    accountIds
      .filter((accountId) => !organization.accounts.has(accountId))
      .map((accountId) => problem(source, accountId, 'the ID of an account in this organization')),
  );
}

function whySkipped(
  { accountId, state }: MemberAccount,
  { managementAccountId }: Organization,
  excluded: ReadonlyMap<string, string>,
): string | undefined {
  if (accountId === managementAccountId) return 'management account';
  const why = excluded.get(accountId);
  if (why) return why;
  if (state && !isOpen(state)) return state.toLowerCase().replaceAll('_', ' ');
  return undefined;
}

/**
 * What S3 says where the input is wrong: another Region, and an archived object, among it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const unreadable = new Set([
  'NoSuchKey',
  'NoSuchBucket',
  'AccessDenied',
  'PermanentRedirect',
  'InvalidBucketName',
  'InvalidObjectState',
]);

/**
 * The text of the list file at an `s3://` URI.
 * @throws InvalidInputError where there is none that this app may read
 */
export async function readListFile({ s3, bucket }: RunStore, uri: string): Promise<string> {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const bytes = await Body?.transformToByteArray();
    return decodedText(contentOf('s3:GetObject', `the content of ${uri}`, bytes));
  } catch (error) {
    if (!(error instanceof Error) || !unreadable.has(error.name)) throw error;
    throw new InvalidInputError([
      {
        path: ['accountsFile'],
        what: `received "${uri}" (${error.name}); allowed: an object that this app may read, under s3://${bucket}/input/`,
      },
    ]);
  }
}

async function accountsInUnit(client: OrganizationsClient, unit: string): Promise<string[]> {
  try {
    return await accountsIn(client, unit);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ParentNotFoundException') throw error;
    throw new InvalidInputError([
      problem('organizationalUnits', unit, 'a unit or root of this organization'),
    ]);
  }
}
