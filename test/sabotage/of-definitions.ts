import type { Sabotage } from './sabotage';

/** Mistakes in the definitions of the state machines. */
export const ofDefinitions: readonly Sabotage[] = [
  {
    name: 'an execution succeeds with unsettled accounts',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: '$states.input.unsettled = 0',
    replace: '$states.input.unsettled >= 0',
  },
  {
    name: 'an account that may be open is not sealed again',
    file: 'lib/privileged-tasks/privileged-tasks.asl.yaml',
    find: "result != 'failed'",
    replace: "result = 'done'",
  },
  {
    name: 'MFA devices go before their password',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: 'Next: DeleteLoginProfile\n\n        DeleteLoginProfile:',
    replace: 'Next: DeactivateMfaDevices\n\n        DeleteLoginProfile:',
    also: [
      {
        find: 'Next: DeactivateMfaDevices\n\n        DeactivateMfaDevices:',
        replace: 'Next: VerifyAccount\n\n        DeactivateMfaDevices:',
      },
      {
        find: 'Next: VerifyAccount\n\n        VerifyAccount:',
        replace: 'Next: DeleteLoginProfile\n\n        VerifyAccount:',
      },
    ],
  },
  {
    name: 'a stage that fails ends the work on its account',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: 'ErrorEquals: [States.ALL]\n              Assign:\n                accessKeys:',
    replace: 'ErrorEquals: [States.HeartbeatTimeout]\n              Assign:\n                accessKeys:',
  },
  {
    name: 'whatever was decided, something is purged',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: "$states.input.decision = 'APPROVED' and $states.input.accounts > 0",
    replace: '$states.input.accounts >= 0',
  },
  {
    name: 'a decision is purged without a look at it',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: '        Next: WasAnythingApproved\n    Next: WasAnythingApproved',
    replace: '        Next: PurgeAccounts\n    Next: PurgeAccounts',
  },
  {
    name: 'one account that fails stops all the others',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: 'ToleratedFailurePercentage: 100\n    ItemProcessor:\n      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: EXPRESS }\n      StartAt: AssumeRootToPurge',
    replace:
      'ToleratedFailurePercentage: 0\n    ItemProcessor:\n      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: EXPRESS }\n      StartAt: AssumeRootToPurge',
  },
  {
    name: 'an execution ends as done, whatever is left',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: 'Default: SomeAccountsNotSettled',
    replace: 'Default: Done',
  },
  {
    name: 'an audit asks for approval, and deletes',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: "$states.input.mode in ['purge', 'rehearsal'] and ",
    replace: '',
  },
  {
    name: 'the definition lets a rehearsal delete',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: "$states.context.Execution.Input.mode != 'purge'",
    replace: 'false',
  },
  {
    name: 'a request that failed counts as one that nobody answered',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: 'caught: "{% $requestFailure %}"',
    replace: 'caught: null',
  },
  {
    name: 'the report does not hear what ended the run',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: 'caught: "{% $runFailure %}"',
    replace: 'caught: null',
  },
  {
    name: 'the report does not hear what was deleted',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: 'purgeManifest: "{% $states.result.ResultWriterDetails.Key %}"',
    replace: 'purgeManifest: null',
  },
  {
    name: 'the last look does not know what was deleted',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: 'stages: &stages "{% [$signingCertificates, $accessKeys, $loginProfile, $mfaDevices] %}"',
    replace: 'stages: []',
    // What names the stages goes to the next place that tells of them.
    also: [
      {
        find: 'stages: *stages\n            verification: "{%',
        replace:
          'stages: &stages "{% [$signingCertificates, $accessKeys, $loginProfile, $mfaDevices] %}"\n            verification: "{%',
      },
    ],
  },
  {
    name: 'a privileged task is done, whatever was decided',
    file: 'lib/privileged-tasks/privileged-tasks.asl.yaml',
    find: "$states.input.decision = 'APPROVED' and $states.input.accounts > 0",
    replace: '$states.input.accounts >= 0',
  },
  {
    name: 'a privileged task ends as done, whatever is left',
    file: 'lib/privileged-tasks/privileged-tasks.asl.yaml',
    find: 'Default: SomeTargetsNotDone',
    replace: 'Default: Done',
  },
  {
    name: 'the report of a task does not hear what was done',
    file: 'lib/privileged-tasks/privileged-tasks.asl.yaml',
    find: 'performed: "{% $performed %}"',
    replace: 'performed: []',
  },
  {
    name: 'the report of a task does not hear what ended it',
    file: 'lib/privileged-tasks/privileged-tasks.asl.yaml',
    find: 'caught: "{% $runFailure %}"',
    replace: 'caught: null',
  },
];
