import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import type { Check } from '../readiness';
import {
  awsCommand,
  type DeployedResource,
  type Deployment,
  eventBusOf,
  orMissing,
  readOf,
  revertDrift,
  textOf,
} from './deployment';
import { type Problem, rowsOf } from './rows';

/** A rule of the stack, and in which state it is. */
interface Rule {
  readonly name: string;
  readonly eventBus?: string;
  readonly declared: string;
  /** `undefined` for one that is not there. */
  readonly state?: string;
}

/** Whether the rules are enabled by which decisions are delivered, new accounts seen, and root sessions of others told. */
export async function checkRules(deployment: Deployment): Promise<Check[]> {
  const client = new EventBridgeClient(deployment.settingsFor('EVENTBRIDGE'));
  const rules = await readOf(deployment, 'AWS::Events::Rule', 'events:DescribeRule', (declared) =>
    Promise.all(declared.map((rule) => describe(client, rule, eventBusOf(deployment)))),
  );
  return rowsOf('event-rules', rules, (all) => ({
    fine: 'all are enabled',
    problems: all.flatMap((rule) => inAnotherState(deployment, rule)),
  }));
}

/** CloudFormation calls a rule on another event bus than the default one by both their names. */
async function describe(
  client: EventBridgeClient,
  resource: DeployedResource,
  bus: string | undefined,
): Promise<Rule> {
  const name = resource.physicalId.split('|').at(-1) ?? '';
  const eventBus = resource.properties.EventBusName === undefined ? undefined : bus;
  const command = new DescribeRuleCommand({ Name: name, EventBusName: eventBus });
  const described = await orMissing(client.send(command));
  const state = described && contentOf('events:DescribeRule', 'the state', described.State);
  return { name, eventBus, declared: textOf(resource, 'State') ?? 'ENABLED', state };
}

function inAnotherState(deployment: Deployment, { name, eventBus, declared, state }: Rule): Problem[] {
  if (state === declared) return [];
  const detail = `the rule ${name} is ${state ?? 'not there'}, and has to be ${declared}`;
  const onBus = eventBus ? ` --event-bus-name ${eventBus}` : '';
  const isSimple = state === 'DISABLED' && declared === 'ENABLED';
  const fix = isSimple
    ? awsCommand(deployment, `events enable-rule --name ${name}${onBus}`)
    : revertDrift(deployment);
  return [{ detail, fix }];
}
