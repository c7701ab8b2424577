import { fileURLToPath } from 'node:url';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { acknowledgements } from './support/acknowledgements';
import { lambdaFiles } from './support/lambda-files';
import { bundled } from './support/no-bundles';
import { ReadableTemplate } from './support/readable-template';
import { differences, type Rendered, rendered, yaml } from './support/rendered-template';
import { createApp } from './support/synthesized';
import { everyKey, topologies } from './support/topologies';

// A rate begins with a midnight after the synthesis.
vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2027-01-30T12:00:00Z') });
afterAll(() => vi.useRealTimers());

/*
 * Every resource that is deployed, whole, in files that a reviewer reads. When a change is meant, `npx vitest run
 * test/lib/templates.test.ts -u` writes them again, and the diff says what it changes in AWS.
 */

/** In which file the resources of a type are. */
const files: Record<string, string[]> = {
  alarms: ['AWS::CloudWatch::Alarm'],
  api: ['Api', 'Integration', 'Route', 'Stage'].map((type) => `AWS::ApiGatewayV2::${type}`),
  bucket: ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'],
  dashboard: ['AWS::CloudWatch::Dashboard'],
  functions: ['AWS::Lambda::Function', 'AWS::Lambda::Permission'],
  keys: ['AWS::KMS::Key'],
  logs: ['AWS::Logs::LogGroup'],
  permissions: ['AWS::IAM::Role', 'AWS::IAM::Policy'],
  rules: ['AWS::Events::Rule'],
  'state-machines': ['AWS::StepFunctions::StateMachine'],
  topics: ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SNS::Subscription'],
};
const folder = fileURLToPath(new URL('./templates', import.meta.url));
const ofDefaults = (file: string) => `${folder}/defaults/${file}.yaml`;
const typeOf = (key: string) => key.split(' ')[0] ?? '';

/** Every stack of an app: where it is, its resources and its outputs. */
function synthesize(context: object) {
  const { app } = createApp({ ...context });
  const stacks = app.node.children.filter((child) => child instanceof Stack);
  return stacks.map((stack) => {
    const template = new ReadableTemplate(Template.fromStack(stack));
    const { stackName, account, region, templateOptions } = stack;
    const { description } = templateOptions;
    const annotations = Annotations.fromStack(stack);
    const told = (found: { entry: { data?: unknown } }[]) => found.map(({ entry }) => entry.data);
    const environment = { account: stack.resolve(account), region: stack.resolve(region) };
    return {
      stack,
      about: {
        stackName,
        description,
        environment,
        outputs: template.outputs(),
        errors: told(annotations.findError('*', Match.anyValue())),
        warnings: told(annotations.findWarning('*', Match.anyValue())),
      },
      resources: rendered(template),
    };
  });
}

function synthesizeDefaults() {
  const [only, ...others] = synthesize({});
  if (!only || others.length > 0) throw new Error('By default there is one stack.');
  return only;
}
let synthesized: ReturnType<typeof synthesizeDefaults> | undefined;
/** Once for all tests that compare others with it: a synthesis that throws is a test that fails. */
const defaults = () => {
  synthesized ??= synthesizeDefaults();
  return synthesized;
};

it('the stack by default has these resources, outputs and reasons for what cdk-nag would find', async () => {
  const { stack, about, resources } = synthesizeDefaults();
  const kept = new Set(Object.values(files).flat());
  expect(Object.keys(resources).filter((key) => !kept.has(typeOf(key)))).toEqual([]);
  for (const [file, types] of Object.entries(files)) {
    const ofFile = Object.entries(resources).filter(([key]) => types.includes(typeOf(key)));
    await expect(yaml(Object.fromEntries(ofFile))).toMatchFileSnapshot(ofDefaults(file));
  }
  await expect(yaml(about)).toMatchFileSnapshot(ofDefaults('stack'));
  await expect(yaml(acknowledgements(stack))).toMatchFileSnapshot(ofDefaults('acknowledged'));
});

interface Where {
  readonly account?: string;
  readonly region?: string;
}

/** With the account and the Region as references, as they are by default. */
function anywhere(found: Rendered, { account, region }: Where, [open, close] = '{}'): Rendered {
  const accountId = `${open}AWS::AccountId${close}`;
  const local = JSON.stringify(found)
    .replaceAll(`:${region}:${account}:`, `:${open}AWS::Region${close}:${accountId}:`)
    .replaceAll(`:iam::${account}:`, `:iam::${accountId}:`);
  return account && region ? JSON.parse(local) : found;
}

describe('what is different from the stack by default', () => {
  it.each([
    ['in us-east-1 of the management account', topologies['the management account in us-east-1']],
    ['in the home Region of Control Tower', topologies['the management account in another Region']],
    ['with a schedule and no events', { account: undefined, ...topologies['a schedule and no events'] }],
    ['in the delegated administrator account, with every key set', everyKey],
  ])('%s', async (name, context) => {
    const [app, ...forwarding] = synthesize(context);
    if (!app) throw new Error('There is no stack.');
    const changes = {
      about: differences(defaults().about, app.about),
      resources: differences(defaults().resources, anywhere(app.resources, context)),
      acknowledged: differences(
        acknowledgements(defaults().stack),
        anywhere(acknowledgements(app.stack), context, '<>'),
      ),
      forwarding: forwarding.map(({ stack, ...whole }) => ({
        ...whole,
        acknowledged: acknowledgements(stack),
      })),
    };
    await expect(yaml(changes)).toMatchFileSnapshot(`${folder}/${name.replaceAll(/,? /g, '-')}.yaml`);
  });
});

it('every file of a Lambda is deployed, as the function of that name', () => {
  expect([...bundled].sort()).toEqual(lambdaFiles());
});
