import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AssumeRootCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';

// What the contenders that are nothing but the SDK have in common.

const sockets = { keepAlive: true, maxSockets: 500 };
/** A handler with as many sockets as a contender can use. */
export const requestHandler = new NodeHttpHandler({ httpsAgent: sockets, httpAgent: sockets });

const sts = new STSClient({ requestHandler });
const rootTask = 'arn:aws:iam::aws:policy/root-task';

/** The credentials of a root session under a task policy of this name. */
export async function rootSession(TargetPrincipal: string, policy: string) {
  const { Credentials } = await sts.send(
    new AssumeRootCommand({ TargetPrincipal, TaskPolicyArn: { arn: `${rootTask}/${policy}` } }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** The IDs of the active member accounts of the organization. */
export async function activeAccounts(): Promise<string[]> {
  const organizations = new OrganizationsClient({ requestHandler });
  const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
  const ids: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await organizations.send(new ListAccountsCommand({ NextToken }));
    for (const { Id, State } of page.Accounts ?? []) {
      if (Id && State === 'ACTIVE' && Id !== Organization?.MasterAccountId) ids.push(Id);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return ids;
}
