// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of CloudFormation, not of JavaScript
import validate from 'asl-validator';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import * as errors from '../../../lambdas/skeleton/errors';
import { allStates, childrenOf, definition, definitionText, happyPath } from '../support/definition';
import { kebabCase, lambdaFiles } from '../support/lambda-files';

const states = allStates(definition);
const tasks = states.filter(([, { Type }]) => Type === 'Task');

describe('the states', () => {
  it('tell the story by their names', () => {
    expect(states.map(([name]) => name)).toEqual([
      'ListAccounts',
      'IsTheAccountActive',
      'WaitForActivation',
      'AnnounceRun',
      'InspectAccounts',
      'AssumeRootToInspect',
      'InspectCredentials',
      'AccountNotInspected',
      'PlanPurge',
      'IsThereAnythingToApprove',
      'AnnounceApproval',
      'RequestApproval',
      'RemindApprovers',
      'WaitWithoutReminder',
      'CloseApproval',
      'AnnounceDecision',
      'WasAnythingApproved',
      'PurgeAccounts',
      'AssumeRootToPurge',
      'DeleteSigningCertificates',
      'DeleteAccessKeys',
      'DeleteLoginProfile',
      'DeactivateMfaDevices',
      'VerifyAccount',
      'AccountNotPurged',
      'AccountNotVerified',
      'RecordProgress',
      'ProgressNotRecorded',
      'AnnounceAccount',
      'AccountNotAnnounced',
      'WriteReport',
      'NotifyApprovers',
      'NotifyApprover',
      'ApproverNotNotified',
      'AnnounceResult',
      'AllAccountsSettled',
      'Done',
      'SomeAccountsNotSettled',
    ]);
  });

  it('each say why they are there', () => {
    const silent = states.filter(([, { Comment = '' }]) => !/^[A-Z].{20,}\.$/.test(Comment));
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('inspect an account before anything is planned', () => {
    expect(happyPath(childrenOf('InspectAccounts'))).toEqual(['AssumeRootToInspect', 'InspectCredentials']);
  });

  it('delete the password before its MFA devices, and look again at the end', () => {
    expect(happyPath(childrenOf('PurgeAccounts'))).toEqual([
      'AssumeRootToPurge',
      'DeleteSigningCertificates',
      'DeleteAccessKeys',
      'DeleteLoginProfile',
      'DeactivateMfaDevices',
      'VerifyAccount',
      'RecordProgress',
      'AnnounceAccount',
    ]);
  });

  it.each(['DeleteSigningCertificates', 'DeleteAccessKeys', 'DeleteLoginProfile', 'DeactivateMfaDevices'])(
    'go on after a failed %s as after one that worked',
    (stage) => {
      const { Next, Catch } = childrenOf('PurgeAccounts').States[stage] ?? {};
      expect(Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Output: '{% $states.input %}', Next }]);
    },
  );
});

describe('the Lambdas', () => {
  const invoke = /^arn:\$\{Partition\}:states:::lambda:invoke(\.waitForTaskToken)?$/;
  const invoked = tasks.filter(([, { Resource = '' }]) => invoke.test(Resource));

  it('are invoked by the state of their name', () => {
    const functions = invoked.map(([, { Arguments }]) => Arguments?.FunctionName);
    expect(functions).toEqual(invoked.map(([name]) => `\${${name}}`));
  });

  it('have a file for each task state', () => {
    const files = invoked.map(([name]) => kebabCase(name));
    expect(files.filter((file) => !lambdaFiles().includes(file))).toEqual([]);
  });

  it('do all the work, but for a sign of progress, the email to everyone and the events for whoever listens', () => {
    const announces = ([, { Resource }]: (typeof tasks)[number]) =>
      Resource === 'arn:${Partition}:states:::events:putEvents';
    const others = tasks.filter((task) => !invoked.includes(task) && !announces(task));
    expect(tasks.filter(announces).every(([name]) => name.startsWith('Announce'))).toBe(true);
    expect(others.map(([name, { Resource }]) => [name, Resource])).toEqual([
      ['RecordProgress', 'arn:${Partition}:states:::aws-sdk:s3:putObject'],
      ['NotifyApprover', 'arn:${Partition}:states:::sns:publish'],
    ]);
  });
});

describe('error names', () => {
  /** What AWS says, where the workflow tells it apart. */
  const ofAws = new Set([
    // Organizations: the caller is not allowed, or there is no organization.
    'AccessDeniedException',
    'AWSOrganizationsNotInUseException',
    // STS has no modeled errors for these; they are the codes on the wire.
    'AccessDenied',
    'Throttling',
    'ThrottlingException',
  ]);

  it('are of States Language, of AWS, or of a class of ours', () => {
    const named = states.flatMap(([, { Retry = [], Catch = [] }]) =>
      [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals),
    );
    const unknown = named.filter(
      (name) => !/^(States|Lambda)\./.test(name) && !ofAws.has(name) && !(name in errors),
    );
    expect(unknown).toEqual([]);
    expect([...ofAws].filter((name) => !named.includes(name))).toEqual([]);
  });

  it.each(Object.entries(errors).filter(([name]) => name.endsWith('Error')))(
    '%s is thrown under its own name',
    (name, thrown) => {
      expect(Reflect.construct(thrown, [[]])).toMatchObject({ name });
    },
  );
});

/** Where a Choice goes with this in `$states`: the first condition that holds decides. */
async function choose(name: string, states: object): Promise<string | undefined> {
  const { Choices = [], Default } = definition.States[name] ?? {};
  for (const { Condition, Next } of Choices)
    if (await jsonata(Condition.trim().slice(2, -2)).evaluate({}, { states })) return Next;
  return Default;
}

describe('choices', () => {
  it.each([
    ['IsThereAnythingToApprove', { mode: 'purge', credentials: 1 }, 'AnnounceApproval'],
    ['IsThereAnythingToApprove', { mode: 'purge', credentials: 0 }, 'WriteReport'],
    ['IsThereAnythingToApprove', { mode: 'audit', credentials: 1 }, 'WriteReport'],
    ['IsThereAnythingToApprove', { mode: 'rehearsal', credentials: 1 }, 'AnnounceApproval'],
    ['IsThereAnythingToApprove', { mode: 'rehearsal', credentials: 0 }, 'WriteReport'],
    ['IsThereAnythingToApprove', { credentials: 1 }, 'WriteReport'],
    ['WasAnythingApproved', { decision: 'APPROVED', accounts: 1 }, 'PurgeAccounts'],
    ['WasAnythingApproved', { decision: 'APPROVED', accounts: 0 }, 'WriteReport'],
    ['WasAnythingApproved', { decision: 'REJECTED', accounts: 1 }, 'WriteReport'],
    ['WasAnythingApproved', { decision: 'EXPIRED', accounts: 1 }, 'WriteReport'],
    ['WasAnythingApproved', { decision: 'NOT_ASKED', accounts: 1 }, 'WriteReport'],
    ['AllAccountsSettled', { unsettled: 0 }, 'Done'],
    ['AllAccountsSettled', { unsettled: 1 }, 'SomeAccountsNotSettled'],
    ['AllAccountsSettled', {}, 'SomeAccountsNotSettled'],
  ])('%s: after %j comes %s', async (name, input, next) => {
    expect(await choose(name, { input, context: { Execution: { Input: {} } } })).toBe(next);
  });

  it.each([
    [{}, 'PurgeAccounts'],
    [{ reason: 'Clean-up' }, 'PurgeAccounts'],
    [{ mode: 'purge' }, 'PurgeAccounts'],
    [{ mode: 'rehearsal' }, 'WriteReport'],
    [{ mode: 'audit' }, 'WriteReport'],
    [{ mode: 'Purge' }, 'WriteReport'],
    [{ mode: null }, 'WriteReport'],
  ])('started with %j, what was approved comes to %s', async (Input, next) => {
    const input = { decision: 'APPROVED', accounts: 2 };
    expect(await choose('WasAnythingApproved', { input, context: { Execution: { Input } } })).toBe(next);
  });

  it('leave no other way to PurgeAccounts', () => {
    const ways = states.flatMap(([name, { Next, Default, Choices = [], Catch = [] }]) =>
      [Next, Default, ...[...Choices, ...Catch].map((way) => way.Next)].map((to) => [name, to]),
    );
    expect(ways.filter(([, to]) => to === 'PurgeAccounts')).toEqual([
      ['WasAnythingApproved', 'PurgeAccounts'],
    ]);
  });
});

describe('asl-validator', () => {
  /** As a deployment puts values in; the validator wants ARNs where ARNs belong. */
  const deployed = () =>
    JSON.parse(
      definitionText
        .replaceAll('${Partition}', 'aws')
        .replaceAll(/\$\{(Concurrency|ApprovalTimeoutSeconds|ApproverTopics)\}/g, '60')
        .replaceAll(/\$\{(\w+)\}/g, 'arn:aws:lambda:eu-west-1:111111111111:function:$1'),
    );

  it('accepts the definition', () => {
    const { isValid, errorsText } = validate(deployed());
    expect({ isValid, errors: errorsText() }).toEqual({ isValid: true, errors: '' });
  });

  it('is one that would notice', () => {
    const broken = deployed();
    broken.States.PlanPurge.Next = 'PlanPruge';
    expect(validate(broken).errorsText()).toContain('PlanPruge');
  });
});
