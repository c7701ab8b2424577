import type { Hono } from 'hono';
import type { Authorize } from '../iam/access-control';
import { AwsError } from '../wire/aws-error';
import { optional } from '../wire/parameters';
import { serviceApp } from '../wire/service';

/** A stack as DescribeStacks tells of it. */
export interface DescribedStack {
  name: string;
  /** `arn:aws:cloudformation:eu-west-1:111111111111:stack/Name/local`. */
  id: string;
  outputs: Record<string, string>;
}

/** The stacks there are, and who may ask for them. */
export interface CloudFormationOptions {
  /** @default none */
  stacks?: readonly DescribedStack[];
  /** @default everyone may do everything */
  authorize?: Authorize;
}

/** AWS CloudFormation as far as DescribeStacks of one stack goes. */
export function cloudFormation({ stacks = [], authorize }: CloudFormationOptions): Hono {
  return serviceApp('cloudformation', {
    DescribeStacks: ({ parameters, signer }) => {
      if (optional(parameters, 'NextToken'))
        throw new AwsError('ValidationError', 'NextToken is not supported: there is one page of one stack');
      const wanted = optional(parameters, 'StackName') ?? '';
      const stack = stacks.find(({ name, id }) => name === wanted || id === wanted);
      authorize?.(signer, { action: 'cloudformation:DescribeStacks', resource: stack?.id ?? '*' });
      if (!stack) throw new AwsError('ValidationError', `Stack with id ${wanted} does not exist`);
      return { Stacks: [describe(stack)] };
    },
  });
}

function describe({ name, id, outputs }: DescribedStack) {
  return {
    StackId: id,
    StackName: name,
    CreationTime: '1970-01-01T00:00:00.000Z',
    StackStatus: 'CREATE_COMPLETE',
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  };
}
