// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of CloudFormation, not of JavaScript
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { allStates, childrenOf, definition, happyPath, tasksOf } from '../support/definition';

const states = allStates(definition);

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
  it('do all the work, but for a sign of progress, the email to everyone and the events for whoever listens', () => {
    const { others } = tasksOf(definition);
    const announces = ([, { Resource }]: (typeof others)[number]) =>
      Resource === 'arn:${Partition}:states:::events:putEvents';
    expect(others.filter(announces).every(([name]) => name.startsWith('Announce'))).toBe(true);
    expect(others.filter((task) => !announces(task)).map(([name, { Resource }]) => [name, Resource])).toEqual(
      [
        ['RecordProgress', 'arn:${Partition}:states:::aws-sdk:s3:putObject'],
        ['NotifyApprover', 'arn:${Partition}:states:::sns:publish'],
      ],
    );
  });
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
