/** One deliberate mistake: this text, found exactly once in the file, is replaced. */
export interface Sabotage {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Further places, where one is not enough. */
  readonly also?: readonly Pick<Sabotage, 'find' | 'replace'>[];
}

/** Mistakes that would break a promise. Tests have to notice each of them. */
export const sabotages: readonly Sabotage[] = [
  {
    name: 'another MFA device goes that has the serial number of an approved one',
    file: 'lambdas/deactivate-mfa-devices.ts',
    find: 'if (!present.includes(id))',
    replace: 'if (!present.some((other) => serialNumberOf(other) === serialNumberOf(id)))',
  },
  {
    name: 'a read that failed counts as absent',
    file: 'lambdas/credentials/read-credentials.ts',
    find: "return { state: 'unknown', failure: failureOf(call, error) };",
    replace: "return { state: 'absent' };",
  },
  {
    name: 'the root user of any partition passes for the one of the account',
    file: 'lambdas/root-session/root-session.ts',
    find: 'if (Arn !== ',
    replace: 'if (Arn?.replace(/^arn:[^:]+:/, "arn:aws:") !== ',
  },
  {
    name: 'a list that an answer lacks counts as empty',
    file: 'lambdas/aws-calls/whole-list.ts',
    find: "const listed = contentOf(call, 'the list', items(page));",
    replace: 'const listed = items(page) ?? [];',
  },
  {
    name: 'a page that is truncated without a marker is the last one',
    file: 'lambdas/aws-calls/whole-list.ts',
    find: 'if (!next && isTruncated?.(page))',
    replace: 'if (!next && !isTruncated && !page)',
  },
  {
    name: 'MFA devices go although the password is there',
    file: 'lambdas/deactivate-mfa-devices.ts',
    find: "if (password.state !== 'absent')",
    replace: "if (password.state === 'unknown')",
  },
  {
    name: 'MFA devices go although the password could not be read',
    file: 'lambdas/deactivate-mfa-devices.ts',
    find: "if (password.state !== 'absent')",
    replace: "if (password.state === 'present')",
  },
  {
    name: 'every failed deletion counts as already gone',
    file: 'lambdas/credentials/delete-each.ts',
    find: 'if (isNoSuchEntity(error) ||',
    replace: 'if (error ||',
  },
  {
    name: 'already gone counts as a failure',
    file: 'lambdas/credentials/delete-each.ts',
    find: 'if (isNoSuchEntity(error) ||',
    replace: 'if (!error ||',
  },
  {
    name: 'whichever password is there is deleted',
    file: 'lambdas/delete-login-profile.ts',
    find: 'if (present?.id !== id)',
    replace: 'if (!present)',
  },
  {
    name: 'nobody asks whose root it is',
    file: 'lambdas/root-session/open-checked-session.ts',
    find: '    await assertRootOf({ accountId: scope.accountId, partition: partitionOf(taskPolicyArn) }, session);\n',
    replace: '',
  },
  {
    name: 'the root session leaves its function in the clear',
    file: 'lambdas/root-session/root-session.ts',
    find: 'return sealText(seal, contextOf(scope), JSON.stringify(session));',
    replace: 'return Promise.resolve(JSON.stringify(session));',
  },
  {
    name: 'the last decision wins',
    file: 'lambdas/run/write-once.ts',
    find: "{ IfNoneMatch: '*' }",
    replace: '{}',
  },
  {
    name: 'a look at the page decides',
    file: 'lambdas/approval-api.tsx',
    find: "app.get('/runs/:run/:secret', withLink(show));",
    replace: "app.get('/runs/:run/:secret', withLink(decide));",
  },
  {
    name: 'a changed plan is purged',
    file: 'lambdas/close-approval.ts',
    find: 'planDigest(text) !== decision.planDigest',
    replace: 'text === decision.planDigest',
  },
  {
    name: 'a stored decision does not count once the time is up',
    file: 'lambdas/close-approval.ts',
    find: 'if (stored) return stored;',
    replace: 'if (stored && !caught) return { decision: "EXPIRED", decidedAt: closedAt.toISOString() };',
  },
  {
    name: 'a refusal is an approval',
    file: 'lambdas/close-approval.ts',
    find: "if (decision.decision !== 'APPROVED') return { kind: 'purge', accounts: [] };",
    replace:
      "if (decision.decision === 'EXPIRED' || decision.decision === 'NOT_ASKED') return { kind: 'purge', accounts: [] };",
  },
  {
    name: 'a decision may name what is not in the plan',
    file: 'lambdas/approval/approved-accounts.ts',
    find: 'const stray = approved.find((ref) => !planned.has(keyOf(ref)));',
    replace: 'const stray = approved.find((ref) => !keyOf(ref));',
  },
  {
    name: 'the page takes ticks that are in no plan',
    file: 'lambdas/pages/approval-form.ts',
    find: 'if (approved.length !== ticked.size)',
    replace: 'if (approved.length > ticked.size)',
  },
  {
    name: 'the page lets MFA devices go without their password',
    file: 'lambdas/pages/approval-form.ts',
    find: 'if (weakened)',
    replace: 'if (weakened && !understood)',
  },
  {
    name: 'an account without an inspection is planned as clean',
    file: 'lambdas/plan-purge.ts',
    find: 'if (!inspection) return allUnknown(account, noInspection);',
    replace: 'if (!inspection) return { ...account, credentials: [], outOfScope: [], unknown: [] };',
  },
  {
    name: 'an account that could not be inspected is planned as clean',
    file: 'lambdas/plan-purge.ts',
    find: "if ('caught' in inspection) return allUnknown(account, failureOfCaught(inspection.caught));",
    replace:
      "if ('caught' in inspection) return { ...account, credentials: [], outOfScope: [], unknown: [] };",
  },
  {
    name: 'what could not be verified is called purged',
    file: 'lambdas/report/outcome.ts',
    find: 'if (unread.length > 0)',
    replace: 'if (unread.length > 4)',
  },
  {
    name: 'the report leaves out accounts without a plan',
    file: 'lambdas/write-report.ts',
    find: 'const targeted = accounts.targets.map(',
    replace: 'const targeted = accounts.targets.filter(({ accountId }) => planned.has(accountId)).map(',
  },
  {
    name: 'what is still listed counts as verified',
    file: 'lambdas/verify-account.ts',
    find: 'if (stale.length > 0)',
    replace: 'if (stale.length > 99)',
  },
  {
    name: 'the management account is a target',
    file: 'lambdas/organization/select-accounts.ts',
    find: "if (accountId === managementAccountId) return 'management account';",
    replace: "if (accountId === '') return managementAccountId;",
  },
  {
    name: 'an execution succeeds with unsettled accounts',
    file: 'lib/purge-workflow/purge-workflow.asl.yaml',
    find: '$states.input.unsettled = 0',
    replace: '$states.input.unsettled >= 0',
  },
  {
    name: 'a policy that has changed since the plan is deleted',
    file: 'lambdas/tasks/policy-removal.ts',
    find: 'if (policyDigest(before.text) !== approvedDigest)',
    replace: "if (before.text === '')",
  },
  {
    name: 'a policy goes without being kept',
    file: 'lambdas/plan-task.ts',
    find: 'if (policy) await writeText',
    replace: 'if (!policy) await writeText',
  },
  {
    name: 'a policy in a bucket of another account goes',
    file: 'lambdas/tasks/delete-bucket-policy/root-bucket.ts',
    find: 'where: { Bucket: resource, ExpectedBucketOwner: accountId }',
    replace: "where: { Bucket: resource, ExpectedBucketOwner: '' && accountId }",
  },
  {
    name: 'a change that nobody could see counts as done',
    file: 'lambdas/tasks/change-and-look.ts',
    find: "if (seen.state === 'unknown') return { result: 'unknown', failure: refusal ?? seen.failure };",
    replace: "if (seen.state === 'unknown') return { result: 'done' };",
  },
  {
    name: 'a privileged task is approved without a yes to what will be possible',
    file: 'lambdas/pages/approval-form.ts',
    find: "if (understood) return { decision: 'APPROVED'",
    replace: "if (understood || task) return { decision: 'APPROVED'",
  },
  {
    name: 'a target that could not be read is approved with the others',
    file: 'lambdas/close-approval.ts',
    find: ".filter(({ finding }) => finding.state === 'to-do')",
    replace: ".filter(({ finding }) => finding.state !== 'already-so')",
  },
  {
    name: 'a purge may take the place of a task in the run store',
    file: 'lambdas/list-accounts.ts',
    find: 'if (isTaskRun(run)) throw',
    replace: 'if (isTaskRun(run) && input.accounts) throw',
  },
  {
    name: 'an account that may be open is not sealed again',
    file: 'lib/privileged-tasks/privileged-tasks.asl.yaml',
    find: "result != 'failed'",
    replace: "result = 'done'",
  },
  {
    name: 'a request that nobody answers is never given up',
    file: 'lambdas/aws-calls/whole-answer-handler.ts',
    find: 'throwOnRequestTimeout: true',
    replace: 'throwOnRequestTimeout: false',
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
    name: 'a session that can delete is opened for a rehearsal',
    file: 'lambdas/run/assert-purges.ts',
    find: "mode !== 'purge'",
    replace: "mode === 'audit'",
  },
  {
    name: 'a session that can delete is opened for whatever run',
    file: 'lambdas/assume-root-to-purge.ts',
    find: '(run) => assertPurges(store, run)',
    replace: '',
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
