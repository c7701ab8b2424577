import type { Checked } from './support';
import { no, set, type Wrong } from './wrong';

const own = 'arn:aws:sns:eu-west-1:111111111111:RootCredentialPurge-approver-5ff860bf1190596c';

/** Who is mailed, and who is not to be. */
export const wrongMails = (checked: Checked): Wrong[] => [
  [
    'an approver who has not confirmed',
    () => set(checked.subscriptionOf('bob@example.com'), { confirmed: false }),
    [
      no(
        'approvers',
        /^bob@example\.com has not confirmed/,
        new RegExp(`^aws sns subscribe --topic-arn ${own} .* bob@example\\.com --region eu-west-1$`),
      ),
    ],
  ],
  [
    'an approver who is unsubscribed',
    () => set(checked.topicOf('bob@example.com'), { subscriptions: [] }),
    [no('approvers', /^bob@example\.com is not subscribed any more$/, /^aws sns subscribe /)],
  ],
  [
    'an approver whom a mail scanner can unsubscribe',
    () => set(checked.subscriptionOf('bob@example.com'), { authenticated: false }),
    [
      no(
        'unsubscribing',
        /click can end the subscription of bob@example\.com to requests$/,
        new RegExp(`^aws sns unsubscribe --subscription-arn ${own}:\\S+ .* && aws sns subscribe `),
        false,
      ),
    ],
  ],
  [
    'a stranger with an approver',
    () =>
      void checked
        .topicOf('bob@example.com')
        .subscriptions.push({ endpoint: 'eve@example.com', confirmed: true, authenticated: true }),
    [
      no(
        'links',
        /^email eve@example\.com gets the links of bob@example\.com/,
        new RegExp(`^aws sns unsubscribe --subscription-arn ${own}:\\S+ --region eu-west-1$`),
      ),
    ],
  ],
  [
    'a stranger with an approver, who has not confirmed yet',
    () =>
      void checked
        .topicOf('bob@example.com')
        .subscriptions.push({ protocol: 'https', endpoint: 'https://eve.example', confirmed: false }),
    [no('links', /^https https:\/\/eve\.example would get/, /SNS forgets it within 48 hours/)],
  ],
  [
    'a stranger with the alarms',
    () =>
      void checked
        .topicOf('ops@example.com')
        .subscriptions.push({ endpoint: 'eve@example.com', confirmed: true }),
    [no('alarm-mails', /^email eve@example\.com gets the alarms/, /^aws sns unsubscribe /)],
  ],
  [
    'alarms that nobody has confirmed',
    () => set(checked.subscriptionOf('ops@example.com'), { confirmed: false }),
    [no('alarm-mails', /^ops@example\.com has not confirmed/, /^aws sns subscribe .*Alarms/)],
  ],
  [
    'a filter policy',
    () => set(checked.subscriptionOf('bob@example.com'), { filterPolicy: '{"to":["x"]}' }),
    [
      no(
        'filter-policies',
        /decides what bob@example\.com gets/,
        /--attribute-name FilterPolicy --attribute-value '\{\}'/,
      ),
    ],
  ],
  [
    'a topic of the alarms without its policy',
    () => set(checked.topicOf('ops@example.com'), { policy: undefined }),
    [
      no(
        'alarm-mails',
        /does not let alarms publish: they would mail nobody$/,
        /^aws sns set-topic-attributes .* --attribute-name Policy --attribute-value '\{.*cloudwatch\.amazonaws\.com.*\}' --region/,
      ),
    ],
  ],
  [
    'a topic of the alarms for those of another account',
    () => {
      const topic = checked.topicOf('ops@example.com');
      set(topic, { policy: topic.policy?.replaceAll('111111111111', '999999999999') });
    },
    [no('alarm-mails', /does not let alarms publish/, /^aws sns set-topic-attributes /)],
  ],
];
