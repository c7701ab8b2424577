import { AccountClient, GetRegionOptStatusCommand } from '@aws-sdk/client-account';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { isOptInRegion } from '../../../lambdas/input/region';
import type { MemberAccount } from '../../../lambdas/organization/organization';
import { type Fact, known, read } from '../../aws/fact';
import type { RootAccess } from '../../root-access/root-access';
import { named } from '../../terminal/printable';
import { type Check, inManagement } from '../readiness';
import { type Deployment, inTurn } from './deployment';
import type { Management } from './forwarding';
import { type Assessment, type Problem, rowsOf } from './rows';
import { targetedOf } from './targeted';

/**
 * Whether STS answers in the Region of the app, here, where it just did, and in the member accounts: in an opt-in Region
 * a root session can be opened only in those that have opted in. The management account may ask about them.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_GetRegionOptStatus.html
 */
export async function checkStsRegion(
  { region }: Pick<Deployment, 'region'>,
  { members, organization }: Pick<RootAccess, 'members' | 'organization'>,
  reader: Management,
  excluded: readonly string[],
): Promise<Check[]> {
  if (!isOptInRegion(region))
    return rowsOf('sts-region', known(region), () => ({
      fine: `${region} is a Region of every account`,
      problems: [],
    }));
  const doer = inManagement(organization.known ? organization.value : undefined);
  const accounts = members.known
    ? await readStatuses(reader, region, targetedOf(members.value, excluded))
    : members;
  if (accounts.known) return rowsOf('sts-region', accounts, (all) => findingOf(region, all, doer));
  const why = accounts.permission ? ` (needs ${accounts.permission})` : '';
  return rowsOf('sts-region', known(region), () => ({ fine: '', problems: [notTold(region, why, doer)] }));
}

/** An account, and whether it has the Region. */
interface InRegion extends Pick<MemberAccount, 'accountId' | 'name'> {
  readonly status: string;
}

async function readStatuses(
  { settingsFor }: Management,
  RegionName: string,
  accounts: readonly MemberAccount[],
): Promise<Fact<InRegion[]>> {
  const client = new AccountClient(settingsFor('ACCOUNT'));
  const call = 'account:GetRegionOptStatus';
  return read(call, () =>
    inTurn(accounts, async ({ accountId, name }) => {
      const command = new GetRegionOptStatusCommand({ AccountId: accountId, RegionName });
      const { RegionOptStatus } = await client.send(command);
      return { accountId, name, status: contentOf(call, 'the status', RegionOptStatus) };
    }),
  );
}

type Doer = ReturnType<typeof inManagement>;

function findingOf(region: string, accounts: readonly InRegion[], doer: Doer): Assessment {
  const without = accounts.filter(({ status }) => !/^ENABLED(_BY_DEFAULT)?$/.test(status));
  return {
    fine: `each of ${accounts.length} accounts has opted into ${region}`,
    problems: without.map(({ accountId, name, status }) => ({
      detail: `no root session can be opened in ${named(accountId, name)}: there ${region} is ${status}`,
      accounts: [accountId],
      fix:
        status === 'ENABLING'
          ? { ...doer, text: 'AWS is enabling it, which takes minutes, and in some cases hours.' }
          : { ...doer, command: enableRegion(region, accountId) },
    })),
  };
}

const enableRegion = (region: string, accountId: string) =>
  `aws account enable-region --region-name ${region} --account-id ${accountId}`;

const notTold = (region: string, why: string, doer: Doer): Problem => ({
  answer: 'unknown',
  detail: `${region} is an opt-in Region: no root session can be opened in an account that has not opted in, and which have may not be read${why}`,
  fix: {
    ...doer,
    command: 'aws organizations enable-aws-service-access --service-principal account.amazonaws.com',
    text: `With that, credentials of the management account may read it: --management-profile NAME. Or deploy to a Region that every account has. One account: aws account get-region-opt-status --region-name ${region} --account-id ACCOUNT_ID`,
  },
});
