import { describe, expect, it } from 'vitest';
import { allStates, definition } from '../support/definition';
import { busy, errorHandling, usual } from '../support/error-handling';

const states = allStates(definition);

const announcing = (next: string) => ({
  retry: ['3 after States.TaskFailed'],
  catch: [`States.ALL to ${next}`],
});
const patient = '40 after Throttling, ThrottlingException';
const nobodysFault = '0 after AccessDenied, AccessDeniedException, RootSessionIdentityError, NotAPurgeError';

describe('errors', () => {
  it('are retried and caught in every state that works, as the story wants it', () => {
    expect(errorHandling(definition)).toEqual({
      // An event changes nothing, whether it is sent or not.
      AnnounceRun: announcing('InspectAccounts'),
      AnnounceApproval: announcing('RequestApproval'),
      AnnounceDecision: announcing('WasAnythingApproved'),
      AnnounceAccount: announcing('AccountNotAnnounced'),
      AnnounceResult: announcing('AllAccountsSettled'),
      // Nothing has begun yet: the execution fails, and says what is wrong with its input.
      ListAccounts: {
        retry: [
          // An event may be there before Organizations lists the account that it is about.
          '8 after AccountNotListedYetError',
          '0 after InvalidInputError, AccessDeniedException, AWSOrganizationsNotInUseException',
          ...usual,
        ],
        catch: [],
      },
      // A retry of a Distributed Map would start over with all of its items.
      InspectAccounts: { retry: [], catch: ['States.ALL to WriteReport'] },
      AssumeRootToInspect: {
        retry: [nobodysFault, patient, busy, '8 after States.TaskFailed'],
        catch: ['States.ALL to AccountNotInspected'],
      },
      InspectCredentials: { retry: usual, catch: ['States.ALL to AccountNotInspected'] },
      PlanPurge: { retry: usual, catch: ['States.ALL to WriteReport'] },
      // After any other error a second email could go out.
      RequestApproval: {
        retry: [busy],
        catch: ['States.Timeout, States.HeartbeatTimeout to RemindApprovers', 'States.ALL to CloseApproval'],
      },
      // A second reminder does no harm; a failed one must not shorten the time to decide.
      RemindApprovers: {
        retry: ['0 after AlreadyDecidedError', ...usual],
        catch: [
          'AlreadyDecidedError, States.Timeout, States.HeartbeatTimeout to CloseApproval',
          'States.ALL to WaitWithoutReminder',
        ],
      },
      CloseApproval: { retry: ['0 after PlanChangedError', ...usual], catch: ['States.ALL to WriteReport'] },
      PurgeAccounts: { retry: [], catch: ['States.ALL to WriteReport'] },
      AssumeRootToPurge: {
        retry: [nobodysFault, patient, busy, '8 after States.TaskFailed'],
        catch: ['States.ALL to AccountNotPurged'],
      },
      DeleteSigningCertificates: { retry: usual, catch: ['States.ALL to DeleteAccessKeys'] },
      DeleteAccessKeys: { retry: usual, catch: ['States.ALL to DeleteLoginProfile'] },
      DeleteLoginProfile: { retry: usual, catch: ['States.ALL to DeactivateMfaDevices'] },
      DeactivateMfaDevices: {
        retry: ['2 after PasswordStillPresentError', ...usual],
        catch: ['States.ALL to VerifyAccount'],
      },
      VerifyAccount: {
        retry: ['3 after DeletedCredentialStillListedError', ...usual],
        catch: ['States.ALL to AccountNotVerified'],
      },
      // Nobody's result depends on it.
      RecordProgress: { retry: [], catch: ['States.ALL to ProgressNotRecorded'] },
      // Without a report there is no success: the execution fails.
      WriteReport: { retry: usual, catch: [] },
      NotifyApprovers: { retry: [], catch: [] },
      NotifyApprover: { retry: ['3 after States.TaskFailed'], catch: ['States.ALL to ApproverNotNotified'] },
    });
  });

  it('are retried at random moments, so that 10,000 accounts do not come back at once', () => {
    const retriers = states.flatMap(([, { Retry = [] }]) => Retry);
    const again = retriers.filter(({ MaxAttempts }) => MaxAttempts > 0);
    expect(new Set(again.map(({ JitterStrategy }) => JitterStrategy))).toEqual(new Set(['FULL']));
  });

  it('of a throttled AssumeRoot are retried for as long as an Express child may take, and never long after a call is free', () => {
    for (const map of ['AssumeRootToInspect', 'AssumeRootToPurge']) {
      const [, state] = states.find(([name]) => name === map) ?? [];
      const throttled = state?.Retry?.find(({ ErrorEquals }) => ErrorEquals.includes('Throttling'));
      // The client's own three attempts wait 1.5 seconds at most.
      const longest = (throttled?.MaxAttempts ?? 0) * ((throttled?.MaxDelaySeconds ?? 0) + 1.5);
      expect(longest).toBeGreaterThan(200);
      expect(longest).toBeLessThan(5 * 60 - 60);
    }
  });

  it('about a new account that is not listed yet are retried for a minute or two', () => {
    const [, { Retry = [] } = {}] = states.find(([name]) => name === 'ListAccounts') ?? [];
    const notListed = Retry.find(({ ErrorEquals }) => ErrorEquals.includes('AccountNotListedYetError'));
    const { MaxAttempts = 0, IntervalSeconds = 0, BackoffRate = 0, MaxDelaySeconds = 0 } = notListed ?? {};
    const longest = Array.from({ length: MaxAttempts }, (_, attempt) =>
      Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** attempt),
    ).reduce((sum, delay) => sum + delay);
    // Each wait is a random part of its longest: half of it on average.
    expect(longest / 2).toBeGreaterThan(60);
    expect(longest / 2).toBeLessThan(120);
  });

  it('that end an account carry its ID, the state, the error and the cause', () => {
    const account = (expression: string) => `{% $states.input.${expression} %}`;
    const caught = (state: string) => ({
      state,
      // Both are null where SendTaskFailure gave none.
      error:
        "{% $type($states.errorOutput.Error) = 'string' ? $states.errorOutput.Error : 'States.TaskFailed' %}",
      cause: "{% $type($states.errorOutput.Cause) = 'string' ? $states.errorOutput.Cause : '' %}",
    });
    const ending = states.flatMap(([name, { Catch = [] }]) =>
      Catch.filter(({ Next }) => Next.startsWith('AccountNot')).map(({ Output }) => [name, Output]),
    );
    expect(Object.fromEntries(ending)).toEqual({
      AssumeRootToInspect: {
        accountId: account('account.accountId'),
        caught: caught('AssumeRootToInspect'),
      },
      InspectCredentials: { accountId: account('accountId'), caught: caught('InspectCredentials') },
      AnnounceAccount: '{% $states.input %}',
      AssumeRootToPurge: {
        accountId: account('approved.accountId'),
        caught: caught('AssumeRootToPurge'),
      },
      VerifyAccount: {
        accountId: account('approved.accountId'),
        stages: '{% [$signingCertificates, $accessKeys, $loginProfile, $mfaDevices] %}',
        verification: { caught: caught('VerifyAccount') },
      },
    });
  });
});
