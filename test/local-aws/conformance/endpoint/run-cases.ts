import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { DeleteStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { type Bucket, createBucket } from './bucket';
import { differences } from './judge';
import { LambdaEndpoint } from './lambda-endpoint';
import type { NamedCase } from './named-case';
import { namedCases } from './named-case';
import { missing } from './needs';
import type { Options } from './options';
import { createMachine, play, type Stage } from './play';
import type { Verdict } from './report';

/** Runs every case that can run at the endpoint, one after the other; `bucket` is one that is there already. */
export async function runCases(options: Options, bucket?: Bucket): Promise<Verdict[]> {
  const { only = '' } = options;
  const cases = namedCases.filter(({ suite, example }) => `${suite}: ${example.name}`.includes(only));
  const { stage, functions, close } = await open(options, bucket);
  try {
    const verdicts: Verdict[] = [];
    for (const each of cases) verdicts.push(await verdictOn(each, stage, options, functions));
    return verdicts;
  } finally {
    await close();
  }
}

async function verdictOn(of: NamedCase, stage: Stage, options: Options, functions?: LambdaEndpoint) {
  const without = missing(of.example, options);
  if (without) return { of, missing: without };
  functions?.answerFor(of.example);
  const outcome = play(of, stage).then((found) => differences(of.example, found));
  return { of, differences: await outcome.catch((error: Error) => [`${error.name}: ${error.message}`]) };
}

/** Local endpoints take any credentials; AWS those of the environment. */
function clientSettings({ endpoint, region }: Options) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return endpoint === undefined ? { region } : { region, endpoint, credentials, forcePathStyle: true };
}

async function open(options: Options, given?: Bucket) {
  const settings = clientSettings(options);
  const client = new SFNClient(settings);
  const regionAndAccount = await whereMachinesAre(client, options.roleArn);
  const functions = options.lambdaPort === undefined ? undefined : new LambdaEndpoint(client);
  await functions?.start(options.lambdaPort);
  const id = randomUUID().slice(0, 8);
  const bucket = given ?? (await createBucket(new S3Client(settings), `conformance-${id}`, options.region));
  const mocks = options.functions === 'mocks';
  const stage: Stage = {
    client,
    bucket,
    roleArn: options.roleArn,
    regionAndAccount,
    id,
    mocks,
    limit: options.patience + 20,
  };
  const close = async () => {
    await functions?.close();
    await bucket.remove();
  };
  return { stage, functions, close };
}

/** The Region and the account in ARNs, by a state machine that is made and deleted. */
async function whereMachinesAre(client: SFNClient, roleArn: string): Promise<string> {
  const States = { A: { Type: 'Succeed', Output: "{% 'JSONata' %}" } };
  const definition = { QueryLanguage: 'JSONata', StartAt: 'A', States };
  const arn = await createMachine(client, `conformance-${randomUUID()}`, definition, roleArn);
  await client.send(new DeleteStateMachineCommand({ stateMachineArn: arn }));
  return /:states(:[^:]+:\d{12}:)/.exec(arn)?.[1] ?? '';
}
