import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, it } from 'vitest';
import { accountId, parsePolicy, region, roleSession } from '../../local-aws';
import { decideTask } from './support/decide-task';
import { fireSchedule } from './support/fire-schedule';
import { useScenario } from './support/scenario';

/** CloudTrail says who started a run, whatever the execution input claims. */
const scenario = useScenario();
const session = (role: string) => `arn:aws:sts::${accountId}:assumed-role/${role}/alice`;

beforeEach(() => {
  scenario.organize({ accounts: 2 });
  scenario.app.resources.eventHistory.delaySeconds = 0;
});

/** What the report says of who started a run, as data and on its page. */
async function told({ execution, object, report }: ReturnType<typeof scenario.run>) {
  await execution.result;
  const [, shown = ''] = /CloudTrail: (.*?)<\/dd>/.exec(object('report.html') ?? '') ?? [];
  return { who: report().whoStarted, said: report().origin?.startedBy, shown };
}

/** Starts an audit as somebody who may do nothing else. */
async function startAs(role: string, name: string, input: object) {
  const { access, endpoints, template } = scenario.app;
  const roleArn = `arn:aws:iam::${accountId}:role/${role}`;
  const Statement = { Effect: 'Allow', Action: 'states:StartExecution', Resource: '*' };
  access.putRolePolicies(roleArn, [await parsePolicy({ Version: '2012-10-17', Statement }, role)]);
  const states = new SFNClient({
    endpoint: endpoints.AWS_ENDPOINT_URL_SFN,
    credentials: access.credentialsOf(roleSession(roleArn, 'alice')),
    region,
  });
  const stateMachineArn = template.stateMachines().find(({ logicalId }) => /Purge/.test(logicalId))?.arn;
  await states.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
}

it('is told beside what the input claims, and that it is another', async () => {
  const claim = 'arn:aws:iam::111111111111:user/somebody-else';
  await startAs('Starter', 'claimed', { mode: 'audit', startedBy: claim });
  const run = scenario.runNamed('claimed');
  const { who, said, shown } = await told(run);
  expect({ who, said }).toEqual({
    said: claim,
    who: {
      state: 'known',
      arn: session('Starter'),
      issuer: `arn:aws:iam::${accountId}:role/Starter`,
      at: expect.stringMatching(/Z$/),
      sourceIp: '127.0.0.1',
      eventId: expect.any(String),
    },
  });
  expect(shown).toContain(`${session('Starter')}, `);
  expect(shown).toContain('which is not who the execution input says');
});

it('is the role of the schedule', async () => {
  const [schedule] = scenario.app.template.schedules();
  if (!schedule) throw new Error('There is no schedule.');
  const name = await fireSchedule(scenario.app, schedule);
  expect((await told(scenario.runNamed(name))).who).toMatchObject({
    arn: expect.stringMatching(/assumed-role\/.*Schedule/),
  });
});

it('is not there yet, where CloudTrail is as late as it is', async () => {
  scenario.app.resources.eventHistory.delaySeconds = 300;
  expect(await told(scenario.run({ mode: 'audit' }))).toMatchObject({
    who: { state: 'not-there-yet' },
    shown: 'not there yet when this was written, as it is late by minutes (event StartExecution)',
  });
});

it('could not be read where the function may not, and the run ends as it would', async () => {
  const { access } = scenario.app;
  const [roleArn = '', policies = []] =
    Object.entries(access.policies.roles).find(([arn]) => /PurgeWorkflowWriteReport/.test(arn)) ?? [];
  const without = policies.map(({ Statement, ...policy }) => ({
    ...policy,
    Statement: Statement.filter(({ Action }) => !Action?.includes('cloudtrail:LookupEvents')),
  }));
  access.putRolePolicies(roleArn, without);
  try {
    const run = scenario.run({ mode: 'audit' });
    expect(await told(run)).toMatchObject({
      who: {
        state: 'unknown',
        failure: { call: 'cloudtrail:LookupEvents', error: 'AccessDeniedException' },
      },
      shown: expect.stringMatching(/^could not be read: User: .* is not authorized to perform/),
    });
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
  } finally {
    access.putRolePolicies(roleArn, policies);
  }
});

it('is told of a privileged task, too', async () => {
  const { accounts } = scenario.organize({ accounts: 8 });
  const account = accounts.find(({ credentials }) => !credentials.loginProfile);
  const run = scenario.runTask({
    task: 'allow-password-recovery',
    accounts: [account?.id ?? ''],
    reason: 'x',
  });
  await decideTask(run, 'reject');
  await run.execution.result;
  expect(run.taskReport().whoStarted).toMatchObject({
    arn: `arn:aws:sts::${accountId}:assumed-role/Operator/local`,
  });
});
