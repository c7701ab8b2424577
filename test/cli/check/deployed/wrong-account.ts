import type { Checked } from './support';
import { first, no, set, type Wrong } from './wrong';

const fullLogs = Array.from({ length: 10 }, (_, index) => ({
  policyName: `service-${index}`,
  policyDocument: '{"Statement":{"Effect":"Allow","Principal":{"Service":"es.amazonaws.com"}}}',
}));

/** What there is in the account, and what the stack says of itself. */
export const wrongAccount = (checked: Checked): Wrong[] => [
  [
    'a Lambda quota of 10',
    () =>
      void Object.assign(checked.resources.lambdaLimit, {
        ConcurrentExecutions: 10,
        UnreservedConcurrentExecutions: 10,
      }),
    [
      no(
        'lambda-quota',
        /^10 unreserved concurrent executions, for a concurrency of 20$/,
        /^aws service-quotas request-/,
      ),
    ],
  ],
  [
    'resource policies of CloudWatch Logs that are full',
    () => void checked.resources.logPolicies.push(...fullLogs),
    [
      no(
        'log-delivery',
        /10 of 10 are there/,
        /^aws logs delete-resource-policy --policy-name service-0 --region/,
      ),
    ],
  ],
  [
    'a key that is disabled',
    () => set(first(checked.resources.keys), { state: 'Disabled' }),
    [
      no(
        'keys',
        / is Disabled$/,
        /^aws kms enable-key --key-id arn:aws:kms:eu-west-1:\S+ --region eu-west-1$/,
      ),
    ],
  ],
  [
    'a key that is to be deleted',
    () => set(first(checked.resources.keys), { state: 'PendingDeletion' }),
    [no('keys', / is PendingDeletion$/, /^aws kms cancel-key-deletion .* && aws kms enable-key /)],
  ],
  [
    'an alarm whose actions are disabled',
    () => set(first(checked.resources.alarms), { ActionsEnabled: false }),
    [
      no(
        'alarms',
        /its actions are disabled$/,
        /^aws cloudwatch enable-alarm-actions --alarm-names \S+ --region/,
      ),
    ],
  ],
  [
    'an alarm that mails nobody',
    () => set(first(checked.resources.alarms), { AlarmActions: [] }),
    [no('alarms', /does not mail/, /--revert-drift$/)],
  ],
  [
    'an alarm that is gone',
    () => void checked.resources.alarms.shift(),
    [no('alarms', /is not there$/, /--revert-drift$/)],
  ],
  [
    'an alarm that is on',
    () => set(first(checked.resources.alarms), { StateValue: 'ALARM' }),
    [no('alarm-states', / is on$/, /^aws cloudwatch describe-alarms --alarm-names /, false)],
  ],
  [
    'another version',
    () => set(first(checked.resources.stacks).outputs, { Version: '0.0.9' }),
    [no('deployed-version', /^0\.0\.9 is deployed, and this is \d/, /^npx cdk deploy RootCredentialPurge$/)],
  ],
  [
    'a version from before there was one',
    () => void delete first(checked.resources.stacks).outputs.Version,
    [no('deployed-version', /^a version that does not say which is deployed/, /^npx cdk deploy /)],
  ],
  [
    'a deployment that was rolled back',
    () => set(first(checked.resources.stacks), { status: 'UPDATE_ROLLBACK_COMPLETE' }),
    [no('deployed-version', /UPDATE_ROLLBACK_COMPLETE$/, /^aws cloudformation describe-stack-events /)],
  ],
  [
    'a deployment whose roll back failed',
    () => set(first(checked.resources.stacks), { status: 'UPDATE_ROLLBACK_FAILED' }),
    [no('deployed-version', /UPDATE_ROLLBACK_FAILED$/, /^aws cloudformation continue-update-rollback /)],
  ],
  [
    'a deployment that is not at its end',
    () => set(first(checked.resources.stacks), { status: 'UPDATE_IN_PROGRESS' }),
    [no('deployed-version', /UPDATE_IN_PROGRESS$/, /check again when it has ended/)],
  ],
  [
    'a first deployment that failed',
    () => set(first(checked.resources.stacks), { status: 'ROLLBACK_COMPLETE' }),
    [no('deployed-version', / ROLLBACK_COMPLETE$/, /^aws cloudformation delete-stack /)],
  ],
  [
    'a function that is gone',
    () => void checked.resources.lambdas.shift(),
    [no('functions', /^the function \S+ is not there$/, /--revert-drift$/)],
  ],
  [
    'a function that is held back',
    () => set(first(checked.resources.lambdas), { reserved: 0 }),
    [
      no(
        'functions',
        /is never run: its reserved concurrency is 0$/,
        /^aws lambda delete-function-concurrency --function-name \S+ --region eu-west-1$/,
      ),
    ],
  ],
  [
    'a function that is throttled',
    () => set(first(checked.resources.lambdas), { reserved: 3 }),
    [no('functions', /at most 3 at a time/, /^aws lambda delete-function-concurrency /)],
  ],
  [
    'a function whose update failed',
    () => set(first(checked.resources.lambdas), { lastUpdateStatus: 'Failed' }),
    [no('functions', /is in the state Failed$/, /--revert-drift$/)],
  ],
];
