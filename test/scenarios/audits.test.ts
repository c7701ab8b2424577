import { expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { keptAssembly } from '../../cli/run/kept-assembly';
import { type EventName, eventSchemas } from '../../lambdas/events/event-schemas';
import { appStackName } from '../../lib/app-stack-name';
import { accountId, type Execution, type Json, region, roleSession } from '../../local-aws';
import { rootPurge } from '../cli/support/command-line';
import { documentedPolicy } from '../cli/support/deployed';
import { alarmsOf } from './support/alarms';
import { alice, bob } from './support/approvers';
import { useScenario } from './support/scenario';

const assembly = await keptAssembly({ approvers: [alice, bob], chatTopic: true });
/** What was published to the topic of the chat, read on the wire: as Amazon Q Developer would get it. */
const chat: { content: { title: string } }[] = [];
const scenario = useScenario({
  assembly,
  intercept: (fetch) => async (request, connection) => {
    const form = new URLSearchParams(await request.clone().text());
    if (form.get('TopicArn')?.includes('ChatTopic')) chat.push(JSON.parse(form.get('Message') ?? 'null'));
    return fetch(request, connection);
  },
});
const alarms = alarmsOf(assembly, appStackName);

/** Credentials of somebody who may do this, and where the services are. */
function envOf(name: string, policy: Awaited<ReturnType<typeof documentedPolicy>>) {
  const { access, endpoints } = scenario.app;
  const roleArn = `arn:aws:iam::${accountId}:role/${name}`;
  access.putRolePolicies(roleArn, [policy]);
  const credentials = access.credentialsOf(roleSession(roleArn, 'somebody'));
  return { endpoints, credentials };
}

/** The events that an execution sent, in order, each as its schema says. */
function eventsOf({ history }: Execution): { name: string; detail: Record<string, unknown> }[] {
  return history.flatMap(({ taskScheduledEventDetails: task }) => {
    if (task?.resourceType !== 'events') return [];
    const { Entries } = JSON.parse(task.parameters ?? '{}') as {
      Entries: { DetailType: EventName; Detail: unknown }[];
    };
    return Entries.map(({ DetailType, Detail }) => ({
      name: DetailType,
      detail: eventSchemas[DetailType].parse(Detail) as Record<string, unknown>,
    }));
  });
}

/** Everything that people and tools are told by one run. */
async function told(input: Json, decide = false) {
  const logged = scenario.logs.length;
  const mailed = scenario.emails.length;
  const chatted = chat.length;
  const run = scenario.run(input);
  if (decide) await decideOnPage(await run.link(), 'all');
  const { status } = await run.execution.result;
  await scenario.app.settled();
  const mails = scenario.emails.slice(mailed);
  const last = mails.filter(({ to }) => to === alice).at(-1);
  const events = eventsOf(run.execution);
  const html = run.object('report.html') ?? '';
  return {
    run: run.name,
    status,
    subject: last?.subject,
    first: last?.message.split('\n\n')[1]?.split('\n')[0],
    page: /<h1>(.*?)<\/h1>/.exec(html)?.[1],
    html,
    alarms: alarms(scenario.logs.slice(logged)),
    events,
    findings: events.map(({ name }) => name).filter((name) => name.startsWith('Root')),
    chat: chat.slice(chatted),
  };
}

const audit = { mode: 'audit' };

it('says the right thing at each step of the life of an organization, and is silent where it is clean', async () => {
  const { accounts } = scenario.organize({ accounts: 4, seed: 1 });
  const [purged, audited, dark] = accounts;
  if (!purged || !audited || !dark) throw new Error('There are too few accounts.');
  for (const { credentials } of accounts)
    Object.assign(credentials, {
      signingCertificates: [],
      accessKeys: [],
      mfaDevices: [],
      loginProfile: undefined,
    });
  const key = (n: number) => ({
    accessKeyId: `AKIA${String(n).padStart(16, '0')}`,
    status: 'Active' as const,
    createDate: '2019-03-03T00:00:00Z',
  });
  purged.credentials.accessKeys = [key(1)];

  // What is there at first, nobody can call new.
  const before = await told(audit);
  expect(before).toMatchObject({
    status: 'SUCCEEDED',
    subject: '1 root credential in 1 account',
    first: 'This is the first report about these accounts: there is none to compare it with.',
    alarms: ['RootCredentialsFound'],
    findings: ['Root Credentials Found'],
  });
  expect(before.chat).toMatchObject([
    { version: '1.0', source: 'custom', content: { title: '1 root credential in 1 account' } },
  ]);

  const purge = await told({ accounts: [purged.id] }, true);
  expect(purge).toMatchObject({
    status: 'SUCCEEDED',
    subject: 'Root credential purge: 1 purged, 0 need attention',
    alarms: [],
    findings: [],
  });
  expect(purge.events.map(({ name }) => name)).toEqual([
    'Run Started',
    'Approval Requested',
    'Approval Decided',
    'Run Finished',
  ]);
  expect(purge.chat.map(({ content }) => content.title)).toEqual([
    'Approval requested: delete 1 root credentials',
  ]);

  // Silence.
  expect(await told(audit)).toMatchObject({
    status: 'SUCCEEDED',
    subject: 'Nothing found in 4 accounts',
    first: expect.stringMatching(/^Nothing new since the last report, of run run-\d+ on /),
    page: 'Nothing found in 4 accounts. 4 of 4 member accounts hold no root credentials.',
    alarms: [],
    findings: [],
    chat: [],
  });

  audited.credentials.accessKeys = [key(2)];
  expect(await told(audit)).toMatchObject({
    status: 'SUCCEEDED',
    subject: '1 root credential in 1 account',
    first: `New: access key ${key(2).accessKeyId} in ${audited.id} ${audited.name}, made 3 Mar 2019.`,
    alarms: ['RootCredentialsFound'],
    findings: ['Root Credentials Found'],
  });

  audited.credentials.accessKeys = [];
  expect(await told(audit)).toMatchObject({
    status: 'SUCCEEDED',
    subject: 'Nothing found in 4 accounts',
    first: `Gone by itself: access key ${key(2).accessKeyId} in ${audited.id} ${audited.name}.`,
    alarms: [],
    findings: [],
    chat: [],
  });

  purged.credentials.loginProfile = { createDate: '2026-11-20T09:12:44Z' };
  const back = await told(audit);
  expect(back).toMatchObject({
    status: 'SUCCEEDED',
    subject: `A root credential is back in ${purged.id}. 1 root credential in 1 account`,
    first: expect.stringMatching(
      new RegExp(
        `^BACK: password \\(login profile\\) in ${purged.id} .*, made 20 Nov 2026\\. Run ${purge.run} had`,
      ),
    ),
    page: expect.stringMatching(
      new RegExp(`^A root credential is back in ${purged.id}\\. 1 root credential in`),
    ),
    alarms: ['RootCredentialsBack', 'RootCredentialsFound'],
    findings: ['Root Credentials Back', 'Root Credentials Found'],
  });
  expect(back.html).toContain('class="note warn" aria-label="Since the last report"');
  expect(back.chat.map(({ content }) => content.title)).toEqual([
    `A root credential is back in ${purged.id}`,
    '1 root credential in 1 account',
  ]);

  // An account stays unreachable: each run fails, and the third says for how long.
  delete purged.credentials.loginProfile;
  dark.faults.assumeRootDenied = true;
  const unreachable = [await told(audit), await told(audit), await told(audit)];
  expect(unreachable.map(({ status, alarms }) => ({ status, alarms }))).toEqual([
    { status: 'FAILED', alarms: [] },
    { status: 'FAILED', alarms: [] },
    { status: 'FAILED', alarms: ['AccountsUnknownForLong'] },
  ]);
  expect(unreachable.map(({ subject }) => subject)).toEqual(
    Array(3).fill('Nothing found in 3 accounts, 1 account unknown'),
  );
  expect(unreachable[2]?.first).toMatch(new RegExp(`^Unknown for 3 runs, since .*: ${dark.id} `));
  expect(unreachable[2]?.chat.map(({ content }) => content.title)).toEqual([
    `Run ${unreachable[2]?.run} has finished, and not every account is settled`,
  ]);

  const { endpoints, credentials } = envOf('Reader', await documentedPolicy('report.json'));
  const env = {
    ...endpoints,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
  const report = await rootPurge(['report'], { env });
  expect(report).toMatchObject({ status: 2, stderr: '' });
  expect(report.stdout.split('\n')[0]).toBe('Nothing found in 3 accounts, 1 account unknown.');
  expect(report.stdout).toContain(`Unknown for 3 runs, since`);
  const { runs, unknown } = JSON.parse((await rootPurge(['report', '--json'], { env })).stdout);
  expect(runs.map(({ back }: { back: number }) => back)).toEqual([0, 0, 0, 0, 1, 0, 0, 0]);
  expect(unknown).toBe(1);
  expect((await rootPurge(['report', '--csv'], { env })).stdout.split('\r\n')).toHaveLength(6);

  dark.faults.assumeRootDenied = false;
  expect(await told(audit)).toMatchObject({
    status: 'SUCCEEDED',
    subject: 'Nothing found in 4 accounts',
    alarms: [],
    chat: [],
  });
  expect((await rootPurge(['report'], { env })).status).toBe(0);
});
