import { Command, CommanderError } from 'commander';
import type { Functions } from './needs';

/** Where and how the cases are run. */
export interface Options {
  /** Undefined for AWS itself. */
  endpoint?: string;
  region: string;
  roleArn: string;
  functions: Functions;
  /** The port of the Lambda endpoint, where the endpoint calls that. */
  lambdaPort?: number;
  patience: number;
  only?: string;
  /** Where the mock configuration is written instead of anything being run. */
  writeMocks?: string;
}

/** A wrong way to call it, with all that is wrong in it. */
export class OptionsError extends Error {}

const description = 'Runs the conformance cases on a Step Functions endpoint, through its public API.';

/** `npm run conformance`, with all its options. */
export function conformance(): Command {
  return new Command('npm run conformance --')
    .description(description)
    .option('--endpoint <URL>', 'the endpoint; S3 is asked for at the same one')
    .option('--aws', 'AWS itself, with the credentials of the environment; it costs a few cents')
    .option('--region <REGION>', 'of the endpoint', process.env.AWS_REGION ?? 'us-east-1')
    .option('--role-arn <ARN>', 'the execution role; on AWS it may do what the cases do')
    .option('--mocks', 'the endpoint was started with what --write-mocks wrote')
    .option('--write-mocks <FILE>', 'writes a mock configuration (SFN_MOCK_CONFIG), and runs nothing')
    .option('--lambda-port <PORT>', 'functions answer here, at a port that the endpoint calls for Lambda')
    .option('--patience <SECONDS>', 'cases that take longer do not run', '10')
    .option('--only <TEXT>', 'only suites and cases whose name has this text in it')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

/**
 * Reads the command line; undefined where it only asks for help.
 * @throws OptionsError that names everything that is wrong
 */
export function readOptions(args: readonly string[]): Options | undefined {
  try {
    return checked(conformance().parse(args, { from: 'user' }).opts());
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    throw error instanceof CommanderError ? new OptionsError(error.message) : error;
  }
}

interface Given {
  endpoint?: string;
  aws?: true;
  region: string;
  roleArn?: string;
  mocks?: true;
  writeMocks?: string;
  lambdaPort?: string;
  patience: string;
  only?: string;
}

function checked(given: Given): Options {
  const wrong = problems(given);
  if (wrong.length > 0) throw new OptionsError(wrong.join('\n'));
  const { endpoint, region, only, writeMocks, mocks, lambdaPort } = given;
  return {
    endpoint,
    region,
    only,
    writeMocks,
    roleArn: given.roleArn ?? 'arn:aws:iam::000000000000:role/Conformance',
    functions: mocks ? 'mocks' : lambdaPort ? 'lambda' : 'none',
    lambdaPort: lambdaPort === undefined ? undefined : Number(lambdaPort),
    patience: Number(given.patience),
  };
}

function problems({ endpoint, aws, roleArn, mocks, writeMocks, lambdaPort, patience }: Given): string[] {
  const oneOf = [endpoint, aws, writeMocks].filter((each) => each !== undefined).length === 1;
  return [
    !oneOf && 'exactly one of --endpoint URL, --aws and --write-mocks FILE says what to do',
    endpoint !== undefined && !/^https?:\/\//.test(endpoint) && `--endpoint ${endpoint}: not an http URL`,
    roleArn !== undefined &&
      !/^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(roleArn) &&
      `--role-arn ${roleArn}: not the ARN of a role, such as arn:aws:iam::123456789012:role/Conformance`,
    aws && roleArn === undefined && '--aws needs --role-arn ARN, of a role that Step Functions may take on',
    aws && (mocks || lambdaPort) && '--aws knows neither --mocks nor --lambda-port',
    mocks && lambdaPort && 'one of --mocks and --lambda-port answers for functions',
    lambdaPort !== undefined &&
      !isWithin(lambdaPort, 65_535) &&
      `--lambda-port ${lambdaPort}: not a port, from 1 to 65535`,
    !isWithin(patience, 3600) && `--patience ${patience}: not a whole number of seconds, from 0 to 3600`,
  ].filter((each): each is string => Boolean(each));
}

const isWithin = (text: string, most: number) => /^\d{1,5}$/.test(text) && Number(text) <= most;
