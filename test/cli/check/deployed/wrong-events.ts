import { type Checked, managementAccountId } from './support';
import { first, no, remove, set, type Wrong } from './wrong';

/** Schedules, rules, and what forwards events to them. */
export const wrongEvents = (checked: Checked): Wrong[] => [
  [
    'a schedule that is disabled',
    () => set(first(checked.resources.schedules), { State: 'DISABLED' }),
    [
      no(
        'schedule',
        / is DISABLED$/,
        /^aws scheduler update-schedule .*get-schedule --name DriftCheckSchedule/,
      ),
    ],
  ],
  [
    'a schedule that is gone',
    () => void checked.resources.schedules.splice(0),
    [no('schedule', / is not there$/, /^npx cdk deploy RootCredentialPurge --revert-drift$/)],
  ],
  [
    'a rule that delivers decisions and is disabled',
    () => set(checked.rule('DecisionStored'), { State: 'DISABLED' }),
    [
      no(
        'event-rules',
        /DecisionStored\S+ is DISABLED, and has to be ENABLED$/,
        /^aws events enable-rule --name /,
      ),
    ],
  ],
  [
    'a rule on the app’s event bus that is disabled',
    () => set(checked.rule('ForwardedAccountEvents'), { State: 'DISABLED' }),
    [no('event-rules', /is DISABLED/, /enable-rule --name \S+ --event-bus-name root-credential-purge/)],
  ],
  [
    'an alert that does not see read-only calls',
    () => set(checked.rule('AssumeRootAlert'), { State: 'ENABLED' }),
    [no('event-rules', /has to be ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS$/, /--revert-drift$/)],
  ],
  [
    'no forwarding rule in one Region',
    () => remove(checked.resources.rules, checked.forwarding('us-east-1')),
    [
      no(
        'new-accounts',
        /^no rule in us-east-1 forwards/,
        /^npx cdk deploy --profile management RootCredentialPurgeEvents-us-east-1$/,
      ),
    ],
  ],
  [
    'a forwarding rule that is disabled',
    () => set(checked.forwarding('eu-central-1'), { State: 'DISABLED' }),
    [
      no(
        'new-accounts',
        /in eu-central-1 is DISABLED$/,
        /^aws --profile management events enable-rule --name \S+ --region eu-central-1$/,
      ),
    ],
  ],
  [
    'a forwarding rule without a role',
    () => void delete first(checked.forwarding('us-east-1').Targets).RoleArn,
    [no('new-accounts', /forwards in no role that is there/, /Events-us-east-1 --revert-drift$/)],
  ],
  [
    'a forwarding rule whose role is gone',
    () =>
      set(first(checked.forwarding('us-east-1').Targets), {
        RoleArn: `arn:aws:iam::${managementAccountId}:role/Gone`,
      }),
    [no('new-accounts', /forwards in no role that is there/, /Events-us-east-1 --revert-drift$/)],
  ],
  [
    'an event bus that lets nobody in',
    () => void delete first(checked.resources.eventBuses).Policy,
    [
      no(
        'new-accounts',
        /does not let the management account put events$/,
        new RegExp(`^aws events put-permission .* --principal ${managementAccountId} --region eu-west-1$`),
      ),
    ],
  ],
  [
    'an event bus that lets another account in',
    () => {
      const bus = first(checked.resources.eventBuses);
      bus.Policy = bus.Policy?.replaceAll(managementAccountId, '999999999999');
    },
    [no('new-accounts', /does not let the management account put events$/, /^aws events put-permission /)],
  ],
];
