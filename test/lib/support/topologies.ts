export const managementAccountId = '111122223333';
export const delegatedAccountId = '444455556666';
const schedule = 'rate(7 days)';

/** Where the app can be, and what starts it, as context. */
export const topologies = {
  'the management account in us-east-1': {
    account: managementAccountId,
    region: 'us-east-1',
    organizationEvents: { managementAccountId },
  },
  'the management account in another Region': {
    account: managementAccountId,
    region: 'eu-west-1',
    organizationEvents: { managementAccountId, controlTowerRegion: 'eu-west-1' },
  },
  'the delegated administrator account': {
    account: delegatedAccountId,
    region: 'eu-west-1',
    schedule,
    organizationEvents: { managementAccountId, controlTowerRegion: 'eu-central-1' },
  },
  'a schedule and no events': { schedule },
} as const;

/** Every key of the configuration, set to something that is not its default and that no other key has. */
export const everyKey = {
  approvers: ['carol@corp.example', 'dave@corp.example'],
  approvals: { required: 2, for: 'used-lately-and-tasks' },
  requester: 'may-not-approve',
  people: [['carol@corp.example', 'c.jones@corp.example']],
  alarmEmails: ['erin@corp.example', 'frank@corp.example'],
  approvalTimeoutHours: 5.5,
  concurrency: 7,
  account: delegatedAccountId,
  region: 'eu-west-1',
  organizationEvents: { managementAccountId, controlTowerRegion: 'eu-central-1' },
  schedule: { expression: 'cron(0 6 ? * MON *)', timezone: 'Europe/Berlin', mode: 'purge' },
  excludedAccounts: ['777788889999', '888899990000'],
  exceptions: [
    {
      accounts: ['999900001111', '000011112222'],
      credentials: ['access-keys', 'signing-certificates'],
      owner: 'Payments',
      reason: 'A vendor signs with it',
      expires: '2099-01-31',
      unreadable: true,
    },
  ],
  chatTopic: true,
  alarmAfterUnknownRuns: 5,
  logRetentionDays: 90,
  runRetentionDays: 400,
  objectLock: { mode: 'compliance', days: 300 },
  signReports: true,
  signIn: {
    issuer: 'https://login.corp.example/realms/staff',
    clientId: 'root-purge',
    clientSecretArn: 'arn:aws:secretsmanager:eu-west-1:444455556666:secret:sign-in-AbCdEf',
    approvers: { 'carol@corp.example': '00u1carol' },
  },
  iamApprovals: true,
  approvalDomain: {
    name: 'approve.corp.example',
    certificateArn: 'arn:aws:acm:eu-west-1:444455556666:certificate/0a1b-2c3d',
    hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  },
  executionDataKeyArn: 'arn:aws:kms:eu-west-1:444455556666:key/mine',
} as const;
