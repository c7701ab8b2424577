import type { Authorize } from '../iam/access-control';
import { AwsError } from '../wire/aws-error';
import { optional } from '../wire/parameters';
import type { WireCall } from '../wire/protocols';
import { ServiceApp } from '../wire/service';
import type { Signer } from '../wire/signer';

/** A stack as DescribeStacks tells of it. */
export interface DescribedStack {
  name: string;
  /** `arn:aws:cloudformation:eu-west-1:111111111111:stack/Name/local`. */
  id: string;
  outputs: Record<string, string>;
  /** @default CREATE_COMPLETE */
  status?: string;
  /** @default none */
  resources?: () => StackResource[];
  /** The template as it was given. @default empty */
  templateBody?: () => string;
}

/** A resource of a stack as ListStackResources tells of it. */
export interface StackResource {
  LogicalResourceId: string;
  PhysicalResourceId: string;
  ResourceType: string;
}

/** The stacks there are, and who may ask for them. */
export interface CloudFormationOptions {
  /** @default none */
  stacks?: readonly DescribedStack[];
  /** The account whose credentials sign a request. @default the one that the stacks are in */
  accountOf?: (signer: Signer) => string;
  /** @default everyone may do everything */
  authorize?: Authorize;
}

const resourcesOnPage = 100;

/** AWS CloudFormation as far as its reads of one stack go. */
export function cloudFormation({ stacks = [], accountOf, authorize }: CloudFormationOptions): ServiceApp {
  const stackOf = ({ operation, parameters, signer }: WireCall): DescribedStack => {
    const wanted = optional(parameters, 'StackName') ?? '';
    const isHere = (id: string) => !accountOf || id.split(':')[4] === accountOf(signer);
    const stack = stacks.find(({ name, id }) => isHere(id) && (name === wanted || id === wanted));
    authorize?.(signer, { action: `cloudformation:${operation}`, resource: stack?.id ?? '*' });
    if (!stack) throw new AwsError('ValidationError', `Stack with id ${wanted} does not exist`);
    return stack;
  };
  return new ServiceApp('cloudformation', {
    DescribeStacks: (call) => {
      if (optional(call.parameters, 'NextToken'))
        throw new AwsError('ValidationError', 'NextToken is not supported: there is one page of one stack');
      return { Stacks: [describe(stackOf(call))] };
    },
    GetTemplate: (call) => ({
      TemplateBody: stackOf(call).templateBody?.() ?? '',
      StagesAvailable: ['Original', 'Processed'],
    }),
    ListStackResources: (call) => {
      const resources = stackOf(call).resources?.() ?? [];
      const start = Number(optional(call.parameters, 'NextToken') ?? 0);
      const end = start + resourcesOnPage;
      const page = resources.slice(start, end);
      return {
        StackResourceSummaries: page.map((resource) => ({ ...resource, ...neverChanged })),
        ...(end < resources.length && { NextToken: String(end) }),
      };
    },
  });
}

const neverChanged = { LastUpdatedTimestamp: '1970-01-01T00:00:00.000Z', ResourceStatus: 'CREATE_COMPLETE' };

function describe({ name, id, outputs, status = 'CREATE_COMPLETE' }: DescribedStack) {
  return {
    StackId: id,
    StackName: name,
    CreationTime: '1970-01-01T00:00:00.000Z',
    StackStatus: status,
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  };
}
