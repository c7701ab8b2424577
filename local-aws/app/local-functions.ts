import type { Clock } from '../clock';
import type { AccessControl } from '../iam/access-control';
import type { BorrowedKeys } from '../iam/borrowed-keys';
import { type Principal, servicePrincipal } from '../iam/principal';
import type { Json } from '../json';
import { type Invocation, LambdaRunner, type LambdaRunnerOptions } from '../lambda/lambda-runner';
import type { LambdaFunction } from '../template/template';
import type { LocalAccount } from './account';
import type { FunctionRunner, LocalAwsOptions } from './options';
import type { ReachedOrganization } from './reach-organization';

/** Invokes a function by its ARN. */
export type Invoker = Pick<FunctionRunner, 'invoke'>;

/** Where the functions of an app find their services. */
export interface FunctionSurroundings {
  readonly clock: Clock;
  readonly borrowed: BorrowedKeys;
  /** `AWS_ENDPOINT_URL_*` of the services of the app's own account. */
  readonly endpoints: Record<string, string>;
  readonly organization: ReachedOrganization;
}

/** The functions of an app, each with the rights of its role, or with credentials for services elsewhere. */
export interface LocalFunctions {
  /** Those that are there. */
  readonly lambdas: readonly LambdaFunction[];
  readonly runner: FunctionRunner;
  /** The runner as its callers meet it: with the faults in between. */
  readonly invoker: Invoker;
}

/** Has the functions of an account ready; each starts when it is first invoked. */
export function localFunctions(
  { template, access }: LocalAccount,
  options: LocalAwsOptions,
  surroundings: FunctionSurroundings,
): LocalFunctions {
  const { functions = (all) => all, runner: run = (given) => new LambdaRunner(given) } = options;
  const lambdas = [...functions(template.functions(), { stateMachines: template.stateMachines(), access })];
  const runner = run({
    functions: lambdas,
    ...keysAndEndpoints(access, surroundings),
    clock: surroundings.clock,
    log: (name, line) => options.onLog?.(name, line),
  });
  const invoker = options.faults?.functions?.(runner) ?? runner;
  return { lambdas, runner, invoker };
}

/**
 * A function that signs with keys that are not its role's gets local endpoints that tell whose it is. One without any
 * right in Amazon S3 of its own account has to do with buckets of others: it asks where those are, as it signs.
 */
function keysAndEndpoints(
  access: AccessControl,
  { borrowed, endpoints, organization }: FunctionSurroundings,
): Pick<LambdaRunnerOptions, 'credentials' | 'endpoints'> {
  const { AWS_ENDPOINT_URL_S3: bucketsOfOthers, ...elsewhere } = organization.environment;
  const credentials = ({ roleArn, name }: LambdaFunction) =>
    access.credentialsOf(access.assumeRole(roleArn, name, servicePrincipal('lambda')));
  return {
    credentials,
    endpoints: (lambda) => ({
      ...(elsewhere.AWS_ACCESS_KEY_ID ? borrowed.endpointsOf(credentials(lambda), endpoints) : endpoints),
      ...elsewhere,
      ...(bucketsOfOthers && !hasRightsIn('s3', lambda, access) && { AWS_ENDPOINT_URL_S3: bucketsOfOthers }),
    }),
  };
}

const hasRightsIn = (service: string, { roleArn }: LambdaFunction, { policies }: AccessControl) =>
  (policies.roles[roleArn] ?? [])
    .flatMap(({ Statement }) => Statement)
    .some(({ Action = ['*'] }) =>
      Action.some((action) => action === '*' || action.startsWith(`${service}:`)),
    );

/** Functions as far as a principal may invoke them; rejects with AccessDeniedException where it may not. */
export function invokedBy(principal: Principal, access: AccessControl, invoker: Invoker): Invoker {
  return {
    invoke: async (functionArn: string, payload: Json): Promise<Invocation> => {
      access.assertAllowed(principal, { action: 'lambda:InvokeFunction', resource: functionArn });
      return invoker.invoke(functionArn, payload);
    },
  };
}
