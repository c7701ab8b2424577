import { type FunctionConfiguration, GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import type { Check } from '../readiness';
import {
  awsCommand,
  type DeployedResource,
  type Deployment,
  orMissing,
  readOf,
  revertDrift,
} from './deployment';
import { type Problem, rowsOf } from './rows';

/** A function of the stack, and what Lambda says of it; nothing of one that is not there. */
interface Deployed {
  readonly name: string;
  readonly configuration?: FunctionConfiguration;
  /** How many invocations at a time are kept for it, and no more are let through. */
  readonly reserved?: number;
  /** What the template reserves. */
  readonly declared: unknown;
}

/** Whether every function is there, can run and is not held back. */
export async function checkFunctions(deployment: Deployment): Promise<Check[]> {
  const client = new LambdaClient(deployment.settingsFor('LAMBDA'));
  const functions = await readOf(deployment, 'AWS::Lambda::Function', 'lambda:GetFunction', (declared) =>
    Promise.all(declared.map((each) => readFunction(client, each))),
  );
  return rowsOf('functions', functions, (all) => ({
    fine: `all ${all.length} are there, and active`,
    problems: all.flatMap((each) => wrongWith(deployment, each)),
  }));
}

async function readFunction(
  client: LambdaClient,
  { physicalId: name, properties: { ReservedConcurrentExecutions: declared } }: DeployedResource,
): Promise<Deployed> {
  const found = await orMissing(client.send(new GetFunctionCommand({ FunctionName: name })));
  if (!found) return { name, declared };
  const configuration = contentOf('lambda:GetFunction', 'the configuration', found.Configuration);
  return { name, declared, configuration, reserved: found.Concurrency?.ReservedConcurrentExecutions };
}

function wrongWith(deployment: Deployment, { name, configuration, reserved, declared }: Deployed): Problem[] {
  if (!configuration) return [{ detail: `the function ${name} is not there`, fix: revertDrift(deployment) }];
  const { State, StateReason, LastUpdateStatus } = configuration;
  if (State === 'Failed' || LastUpdateStatus === 'Failed')
    return [
      {
        detail: `the function ${name} is in the state Failed${StateReason ? `: ${StateReason}` : ''}`,
        fix: revertDrift(deployment),
      },
    ];
  if (reserved === undefined || reserved === declared) return [];
  const detail =
    reserved === 0
      ? `the function ${name} is never run: its reserved concurrency is 0`
      : `the function ${name} is run at most ${reserved} at a time: so much is its reserved concurrency`;
  const fix = awsCommand(deployment, `lambda delete-function-concurrency --function-name ${name}`);
  return [{ detail, fix }];
}
