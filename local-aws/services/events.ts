import type { Authorize } from '../iam/access-control';
import { type Environment, partition } from '../template/physical-id';
import { AwsError } from '../wire/aws-error';
import { assertOnePage, optional } from '../wire/parameters';
import type { WireCall } from '../wire/protocols';
import { ServiceApp } from '../wire/service';
import type { Signer } from '../wire/signer';

/** A rule as DescribeRule and ListTargetsByRule tell of it. */
export interface DescribedRule {
  Name: string;
  Arn: string;
  EventBusName: string;
  State: string;
  EventPattern?: string;
  Targets: { Id: string; Arn: string; RoleArn?: string }[];
}

/** An event bus as DescribeEventBus tells of it. */
export interface DescribedEventBus {
  Name: string;
  Arn: string;
  /** JSON. */
  Policy?: string;
}

/** The rules and event buses there are, in whatever account and Region, and who may ask for them. */
export interface EventsOptions {
  /** @default none */
  rules?: readonly DescribedRule[];
  /** @default none */
  eventBuses?: readonly DescribedEventBus[];
  /** The account whose credentials sign a request. @default none, which nothing is in */
  accountOf?: (signer: Signer) => string;
  /** @default everyone may do everything */
  authorize?: Authorize;
}

/** Amazon EventBridge as far as its reads of rules, targets and buses go; events do not come this way. */
export function events(options: EventsOptions): ServiceApp {
  const { rules = [], eventBuses = [], accountOf = () => '', authorize } = options;
  const placeOf = ({ signer }: WireCall): Environment => ({
    accountId: accountOf(signer),
    region: signer.region ?? '',
  });
  const arnIn = (call: WireCall, resource: string) => {
    const { region, accountId } = placeOf(call);
    return `arn:${partition}:events:${region}:${accountId}:${resource}`;
  };
  const busOf = ({ parameters }: WireCall) => optional(parameters, 'EventBusName') ?? 'default';
  const rulesAt = (call: WireCall) =>
    rules.filter(({ Arn, EventBusName }) => {
      const [, , , region, accountId] = Arn.split(':');
      const place = placeOf(call);
      return EventBusName === busOf(call) && region === place.region && accountId === place.accountId;
    });
  const ruleNamed = (call: WireCall, name = '') => {
    const bus = busOf(call) === 'default' ? '' : `${busOf(call)}/`;
    const resource = arnIn(call, `rule/${bus}${name}`);
    authorize?.(call.signer, { action: `events:${call.operation}`, resource });
    const found = rulesAt(call).find(({ Name }) => Name === name);
    if (found) return found;
    throw notFound(`Rule ${name} does not exist on EventBus ${busOf(call)}.`);
  };
  return new ServiceApp('events', {
    DescribeRule: (call) => {
      const { Targets, ...rule } = ruleNamed(call, optional(call.parameters, 'Name'));
      return rule;
    },
    ListTargetsByRule: (call) => {
      assertOnePage(call.parameters, ['NextToken', 'Limit']);
      return { Targets: ruleNamed(call, optional(call.parameters, 'Rule')).Targets };
    },
    ListRuleNamesByTarget: (call) => {
      assertOnePage(call.parameters, ['NextToken', 'Limit']);
      authorize?.(call.signer, { action: 'events:ListRuleNamesByTarget', resource: '*' });
      const target = optional(call.parameters, 'TargetArn');
      const found = rulesAt(call).filter(({ Targets }) => Targets.some(({ Arn }) => Arn === target));
      return { RuleNames: found.map(({ Name }) => Name) };
    },
    DescribeEventBus: (call) => {
      const name = optional(call.parameters, 'Name') ?? 'default';
      const resource = arnIn(call, `event-bus/${name}`);
      authorize?.(call.signer, { action: 'events:DescribeEventBus', resource });
      const found = eventBuses.find(({ Arn }) => Arn === resource);
      if (found) return found;
      throw notFound(`Event bus ${name} does not exist.`);
    },
  });
}

const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);
