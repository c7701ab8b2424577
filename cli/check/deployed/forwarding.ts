import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { listAll } from '../../../lambdas/aws-calls/whole-list';
import type { CallerConfiguration } from '../../aws/caller-configuration';
import { type Fact, known, read } from '../../aws/fact';
import { defaultStackName } from '../../executions/deployed-app';
import type { RootAccess } from '../../root-access/root-access';
import type { Check, Fix } from '../readiness';
import { awsCommand, type Deployment, eventBusOf, ofType, orMissing, partitionIn } from './deployment';
import { type Assessment, type Problem, rowsOf } from './rows';

/** Whose credentials read what is in the management account; none where nobody has named any. */
export interface Management {
  readonly accountId: string;
  readonly settingsFor: CallerConfiguration['settingsFor'];
}

/** Whether the events about new accounts reach the app: its own bus, and the rules that forward to it. */
export async function checkForwarding(
  deployment: Deployment,
  { organization }: Pick<RootAccess, 'organization'>,
  reader: Management,
): Promise<Check[]> {
  const bus = eventBusOf(deployment);
  if (!deployment.resources.known) return rowsOf('new-accounts', deployment.resources, () => nothing);
  if (!bus) return rowsOf('new-accounts', known(isListening(deployment)), withoutForwarding, false);
  const managementAccountId = organization.known ? organization.value?.managementAccountId : undefined;
  const policy = await readBusPolicy(deployment, bus);
  const regions = deployment.outputs.ForwardingRegions?.split(',') ?? [];
  const busArn = `arn:${partitionIn(deployment)}:events:${deployment.region}:${deployment.accountId}:event-bus/${bus}`;
  const lettingIn = rowsOf('new-accounts', policy, (text) =>
    letsIn(deployment, bus, text, managementAccountId),
  );
  if (reader.accountId !== managementAccountId)
    return [
      ...lettingIn,
      ...rowsOf('new-accounts', known(managementAccountId), (account) => elsewhere(deployment, account)),
    ];
  const forwarding = await Promise.all(
    regions.map(async (region) => {
      const rules = await readForwarding(reader, region, busArn);
      return rowsOf('new-accounts', rules, (all) => forwardedFrom(region, managementAccountId, all));
    }),
  );
  return [...lettingIn, ...forwarding.flat()];
}

const elsewhere = (deployment: Deployment, managementAccountId = ''): Assessment => ({
  fine: '',
  problems: [
    {
      answer: 'unknown',
      detail: `whether they are forwarded is in the management account ${managementAccountId}, and these credentials are not`,
      fix: {
        by: 'you',
        accountId: deployment.accountId,
        command: `npx root-purge check --deployed${withStack(deployment)} --management-profile NAME`,
        text: 'Name a profile with credentials of the management account that docs/policies/check-deployed.json allows to read.',
      },
    },
  ],
});

/** The option that finds this stack again, where it is needed. */
const withStack = ({ stackName }: Deployment) =>
  stackName === defaultStackName ? '' : ` --stack ${stackName}`;

const nothing: Assessment = { fine: '', problems: [] };

/** Whether a rule of the app gets the events without anybody's help. */
const isListening = ({ resources }: Deployment) =>
  resources.known &&
  ofType(resources.value, 'AWS::Events::Rule').some(({ logicalId }) =>
    logicalId.startsWith('AccountTrigger'),
  );

const withoutForwarding = (isListening: boolean): Assessment => ({
  fine: 'their events happen where the app is',
  problems: isListening
    ? []
    : [
        {
          detail: 'they start nothing: no organizationEvents are configured',
          fix: {
            by: 'you',
            text: 'Configure organizationEvents and deploy; the drift check finds new accounts later.',
          },
        },
      ],
});

async function readBusPolicy(deployment: Deployment, Name: string): Promise<Fact<string>> {
  const client = new EventBridgeClient(deployment.settingsFor('EVENTBRIDGE'));
  return read('events:DescribeEventBus', async () => {
    const bus = await client.send(new DescribeEventBusCommand({ Name }));
    contentOf('events:DescribeEventBus', 'the event bus', bus.Arn);
    return bus.Policy ?? '';
  });
}

function letsIn(deployment: Deployment, bus: string, policy: string, account?: string): Assessment {
  const command = `events put-permission --event-bus-name ${bus} --statement-id FromTheManagementAccount --action events:PutEvents --principal ${account ?? 'ACCOUNT_ID'}`;
  const isLetIn = account !== undefined && policy.includes(account) && policy.includes('events:PutEvents');
  return {
    fine: `the event bus ${bus} lets the management account put events`,
    problems: isLetIn
      ? []
      : [
          {
            detail: `the policy of the event bus ${bus} does not let the management account put events`,
            fix: awsCommand(deployment, command),
          },
        ],
  };
}

/** A rule of the management account that sends to the bus of the app. */
interface ForwardingRule {
  readonly name: string;
  readonly state?: string;
  /** `undefined` for a target without a role, and where the role is not there. */
  readonly roleArn?: string;
}

async function readForwarding(
  { settingsFor }: Management,
  region: string,
  busArn: string,
): Promise<Fact<ForwardingRule[]>> {
  const events = new EventBridgeClient({ ...settingsFor('EVENTBRIDGE'), region });
  const names = await read('events:ListRuleNamesByTarget', () =>
    listAll({
      call: 'events:ListRuleNamesByTarget',
      read: (NextToken?: string) =>
        events.send(new ListRuleNamesByTargetCommand({ TargetArn: busArn, NextToken })),
      items: ({ RuleNames }) => RuleNames,
      id: (name) => name,
      marker: ({ NextToken }) => NextToken,
    }),
  );
  if (!names.known) return names;
  const described = await read('events:DescribeRule', () =>
    Promise.all(names.value.map((Name) => events.send(new DescribeRuleCommand({ Name })))),
  );
  if (!described.known) return described;
  const targets = await read('events:ListTargetsByRule', () =>
    Promise.all(names.value.map((Rule) => events.send(new ListTargetsByRuleCommand({ Rule })))),
  );
  if (!targets.known) return targets;
  const iam = new IAMClient(settingsFor('IAM'));
  return read('iam:GetRole', () =>
    Promise.all(
      names.value.map(async (name, index) => {
        const target = targets.value[index]?.Targets?.find(({ Arn }) => Arn === busArn);
        return {
          name,
          state: described.value[index]?.State,
          roleArn: await existingRole(iam, target?.RoleArn),
        };
      }),
    ),
  );
}

async function existingRole(iam: IAMClient, arn: string | undefined): Promise<string | undefined> {
  const RoleName = arn?.split('/').at(-1);
  if (!RoleName) return undefined;
  const found = await orMissing(iam.send(new GetRoleCommand({ RoleName })));
  return found?.Role?.Arn;
}

function forwardedFrom(region: string, account = '', rules: readonly ForwardingRule[]): Assessment {
  const by = { by: `the management account ${account}`, accountId: account };
  const deploy: Fix = { ...by, command: `npx cdk deploy RootCredentialPurgeEvents-${region}` };
  const revert: Fix = { ...by, command: `npx cdk deploy RootCredentialPurgeEvents-${region} --revert-drift` };
  const missing = { detail: `no rule in ${region} forwards to the app`, fix: deploy };
  const problemsOf = ({ name, state, roleArn }: ForwardingRule): Problem[] => {
    if (!roleArn)
      return [{ detail: `the rule ${name} in ${region} forwards in no role that is there`, fix: revert }];
    if (state?.startsWith('ENABLED')) return [];
    const command = `aws events enable-rule --name ${name} --region ${region}`;
    return [{ detail: `the rule ${name} in ${region} is ${state}`, fix: { ...by, command } }];
  };
  const works = rules.some((rule) => problemsOf(rule).length === 0);
  return {
    fine: `forwarded from ${region}`,
    problems: works ? [] : rules.length === 0 ? [missing] : rules.flatMap(problemsOf),
  };
}
