import { describe, expect, it } from 'vitest';
import { tasksDefinition } from '../support/definition';
import { busy, errorHandling, usual } from '../support/error-handling';

const opening = [
  '0 after AccessDenied, AccessDeniedException, RootSessionIdentityError',
  '40 after Throttling, ThrottlingException',
  busy,
  '8 after States.TaskFailed',
];
const announcing = (next: string) => ({
  retry: ['3 after States.TaskFailed'],
  catch: [`States.ALL to ${next}`],
});
const notRead = { retry: opening, catch: ['States.ALL to TargetNotRead'] };
const notTouched = { retry: opening, catch: ['States.ALL to TargetNotTouched'] };
const reading = { retry: usual, catch: ['States.ALL to TargetNotRead'] };
// SQS shows a change after up to 60 seconds.
const changing = {
  retry: ['6 after ChangeNotVisibleError', ...usual],
  catch: ['States.ALL to ResultNotKnown'],
};
const ofStepFunctions = [
  'StepFunctions.ExecutionLimitExceeded',
  'StepFunctions.ExecutionLimitExceededException',
  'StepFunctions.ThrottlingException',
  'StepFunctions.AWSStepFunctionsException',
  'StepFunctions.SdkClientException',
].join(', ');

describe('errors of a privileged task', () => {
  it('are retried and caught in every state that works, as the story wants it', () => {
    expect(errorHandling(tasksDefinition)).toEqual({
      // An event changes nothing, whether it is sent or not.
      AnnounceTask: announcing('ReadTargets'),
      AnnounceApproval: announcing('RequestApproval'),
      AnnounceDecision: announcing('WasItApproved'),
      AnnounceOutcome: announcing('IsThereAnythingToReseal'),
      // Nothing has begun yet: the execution fails, and says what is wrong with its input.
      ResolveTask: {
        retry: [
          '0 after InvalidInputError, AccessDeniedException, AWSOrganizationsNotInUseException',
          ...usual,
        ],
        catch: [],
      },
      ReadTargets: { retry: [], catch: ['States.ALL to ReportTask'] },
      AssumeRootToInspect: notRead,
      InspectCredentials: reading,
      AssumeRootToReadBucketPolicy: notRead,
      ReadBucketPolicy: reading,
      AssumeRootToReadQueuePolicy: notRead,
      ReadQueuePolicy: reading,
      PlanTask: { retry: usual, catch: ['States.ALL to ReportTask'] },
      RequestApproval: {
        retry: [busy],
        catch: ['States.Timeout, States.HeartbeatTimeout to RemindApprovers', 'States.ALL to CloseApproval'],
      },
      RemindApprovers: {
        retry: ['0 after AlreadyDecidedError', ...usual],
        catch: [
          'AlreadyDecidedError, States.Timeout, States.HeartbeatTimeout to CloseApproval',
          'States.ALL to WaitWithoutReminder',
        ],
      },
      CloseApproval: { retry: ['0 after PlanChangedError', ...usual], catch: ['States.ALL to ReportTask'] },
      PerformTask: { retry: [], catch: ['States.ALL to ReportTask'] },
      AssumeRootToAllowPasswordRecovery: notTouched,
      AllowPasswordRecovery: changing,
      AssumeRootToUnlockBucket: notTouched,
      DeleteBucketPolicy: changing,
      AssumeRootToUnlockQueue: notTouched,
      DeleteQueuePolicy: changing,
      // A report that fails keeps no account open.
      ReportTask: { retry: usual, catch: ['States.ALL to IsThereAnythingToReseal'] },
      NotifyApprovers: { retry: [], catch: [] },
      NotifyApprover: { retry: ['3 after States.TaskFailed'], catch: ['States.ALL to ApproverNotNotified'] },
      // A purge that has ended is not started a second time.
      Reseal: { retry: [`12 after ${ofStepFunctions}`], catch: ['States.ALL to ReportTask'] },
    });
  });
});
