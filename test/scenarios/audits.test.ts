import { expect, it, vi } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { keptAssembly } from '../../cli/run/kept-assembly';
import { type EventName, eventSchemas } from '../../lambdas/events/event-schemas';
import { appStackName } from '../../lib/app-stack-name';
import { accountId, type Execution, region, roleSession } from '../../local-aws';
import { rootPurge } from '../cli/support/command-line';
import { documentedPolicy } from '../cli/support/deployed';
import { alarmsOf } from './support/alarms';
import { alice, bob } from './support/approvers';
import { useScenario } from './support/scenario';

const configuration = { approvers: [alice, bob], chatTopic: true };
const assembly = await keptAssembly(configuration);
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

/** `root-purge` as an operator with the documented policies, against the app that is deployed now. */
async function asOperator(...args: string[]) {
  const { access, endpoints } = scenario.app;
  const roleArn = `arn:aws:iam::${accountId}:role/Operator`;
  const policies = await Promise.all(['start.json', 'report.json'].map(documentedPolicy));
  access.putRolePolicies(roleArn, policies);
  const credentials = access.credentialsOf(roleSession(roleArn, 'operator'));
  const env = {
    ...endpoints,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
  return rootPurge(args, { env });
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

let runs = 0;

/** Everything that people and tools are told by one run that is started with these options, and followed to its end. */
async function told(...options: string[]) {
  const logged = scenario.logs.length;
  const mailed = scenario.emails.length;
  const chatted = chat.length;
  runs += 1;
  const name = `told-${String(runs).padStart(2, '0')}`;
  const following = asOperator('start', '--name', name, ...options);
  const run = await vi.waitFor(() => scenario.runNamed(name), { timeout: 20_000, interval: 5 });
  if (!options.includes('--audit')) await decideOnPage(await run.link(), 'all');
  const followed = await following;
  const { status } = await run.execution.result;
  await scenario.app.settled();
  const mails = scenario.emails.slice(mailed);
  const last = mails.filter(({ to }) => to === alice).at(-1);
  const events = eventsOf(run.execution);
  const html = run.object('report.html') ?? '';
  const shown = await asOperator('report');
  return {
    run: name,
    status,
    subject: last?.subject,
    message: last?.message ?? '',
    first: last?.message.split('\n\n')[1]?.split('\n')[0],
    page: /<h1>(.*?)<\/h1>/.exec(html)?.[1],
    html,
    alarms: alarms(scenario.logs.slice(logged)),
    events,
    findings: events.map(({ name }) => name).filter((name) => name.startsWith('Root')),
    attention: events.filter(({ detail }) => detail.attention).map(({ name }) => name),
    chat: chat.slice(chatted),
    terminal: followed.stdout.replaceAll(/\s+/g, ' '),
    report: shown.stdout,
    posture: shown.stdout.split('\n')[0],
    exits: [followed.status, (await asOperator('status', name)).status, shown.status],
  };
}

/** Told by an audit, as a pipeline starts it. */
const audit = () => told('--audit', '--fail-on', 'found');

/** Of `start`, `status` and `report`: nobody has to look; something was found; a run failed. */
const exits = { silent: [0, 0, 0], found: [2, 0, 2], failed: [2, 2, 2] };

/** Nobody is called: neither by a mail about credentials, nor by an alarm, an event, a chat or an exit status. */
const silence = {
  ...{ status: 'SUCCEEDED', alarms: [], findings: [], attention: [], chat: [] },
  exits: exits.silent,
};

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
  const before = await audit();
  expect(before).toMatchObject({
    status: 'SUCCEEDED',
    subject: '1 root credential in 1 account',
    first: 'This is the first report about these accounts: there is none to compare it with.',
    alarms: ['RootCredentialsFound'],
    findings: ['Root Credentials Found'],
    posture: '1 root credential in 1 account of 4.',
    exits: exits.found,
  });
  expect(before.chat).toMatchObject([
    { version: '1.0', source: 'custom', content: { title: '1 root credential in 1 account' } },
  ]);

  const purge = await told('--accounts', purged.id);
  expect(purge).toMatchObject({
    status: 'SUCCEEDED',
    subject: 'Root credential purge: 1 purged, 0 need attention',
    alarms: [],
    findings: [],
    exits: exits.silent,
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
  expect(await audit()).toMatchObject({
    ...silence,
    subject: 'Nothing found in 4 accounts',
    posture: 'Nothing found in 4 accounts.',
    first: expect.stringMatching(/^Nothing new since the last report, of run told-\d+ on /),
    page: 'Nothing found in 4 accounts. 4 of 4 member accounts hold no root credentials.',
  });

  audited.credentials.accessKeys = [key(2)];
  expect(await audit()).toMatchObject({
    status: 'SUCCEEDED',
    subject: '1 root credential in 1 account',
    first: `New: access key ${key(2).accessKeyId} in ${audited.id} ${audited.name}, made 3 Mar 2019.`,
    alarms: ['RootCredentialsFound'],
    findings: ['Root Credentials Found'],
    posture: '1 root credential in 1 account of 4.',
    exits: exits.found,
  });

  audited.credentials.accessKeys = [];
  expect(await audit()).toMatchObject({
    ...silence,
    subject: 'Nothing found in 4 accounts',
    posture: 'Nothing found in 4 accounts.',
    first: `Gone by itself: access key ${key(2).accessKeyId} in ${audited.id} ${audited.name}.`,
  });

  purged.credentials.loginProfile = { createDate: '2026-11-20T09:12:44Z' };
  const back = await audit();
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
    posture: '1 root credential BACK. 1 root credential in 1 account of 4.',
    exits: exits.found,
  });
  expect(back.html).toContain('class="note warn" aria-label="Since the last report"');
  expect(back.chat.map(({ content }) => content.title)).toEqual([
    `A root credential is back in ${purged.id}`,
    '1 root credential in 1 account',
  ]);

  // An account stays unreachable: each run fails, and the third says for how long.
  delete purged.credentials.loginProfile;
  dark.faults.assumeRootDenied = true;
  const unreachable = [await audit(), await audit(), await audit()];
  const failed = { status: 'FAILED', findings: [], attention: ['Run Finished'], exits: exits.failed };
  expect(unreachable).toMatchObject([
    { ...failed, alarms: [] },
    { ...failed, alarms: [] },
    { ...failed, alarms: ['AccountsUnknownForLong'] },
  ]);
  expect(unreachable.map(({ subject }) => subject)).toEqual(
    Array(3).fill('Nothing found in 3 accounts, 1 account unknown'),
  );
  expect(unreachable[2]?.first).toMatch(new RegExp(`^Unknown for 3 runs, since .*: ${dark.id} `));
  expect(unreachable[2]?.chat.map(({ content }) => content.title)).toEqual([
    `Run ${unreachable[2]?.run} has finished, and not every account is settled`,
  ]);

  expect(unreachable[2]?.posture).toBe('Nothing found in 3 accounts, 1 account unknown.');
  expect(unreachable[2]?.report).toContain(`Unknown for 3 runs, since`);
  const { runs, unknown } = JSON.parse((await asOperator('report', '--json')).stdout);
  expect(runs.map(({ back }: { back: number }) => back)).toEqual([0, 0, 0, 0, 1, 0, 0, 0]);
  expect(unknown).toBe(1);
  expect((await asOperator('report', '--csv')).stdout.split('\r\n')).toHaveLength(6);

  // Somebody answers for it: it stays unknown, and nobody is called for it.
  const answered = { accounts: [dark.id], unreadable: true, owner: 'Payments', reason: 'Behind an SCP' };
  const withException = (expires: string) =>
    keptAssembly({ ...configuration, exceptions: [{ ...answered, expires }] });
  await scenario.redeploy(await withException('2037-12-31'));
  const acknowledged = await told('--audit');
  expect(acknowledged).toMatchObject({
    ...{ status: 'SUCCEEDED', alarms: [], findings: [], attention: [], chat: [], exits: exits.silent },
    subject: 'Nothing found in 3 accounts, 1 account unknown',
    first: expect.stringMatching(/^Nothing new since the last report/),
    report: expect.stringMatching(/\n {55}(?:\(known )?until 2037-12-31: Payments\)\n/),
  });
  const { message, html, terminal } = acknowledged;
  const known = expect.stringContaining('Known until 2037-12-31 (Payments): Behind an SCP');
  expect([message, html, terminal]).toEqual([known, known, known]);
  // A gate that asks for what is found is told that nobody knows, whoever answers for it.
  expect((await audit()).exits).toEqual([2, 0, 0]);

  // The day is over: at most a year ago, as the configuration has it.
  const over = `${new Date().getUTCFullYear() - 1}-12-31`;
  await scenario.redeploy(await withException(over));
  const expired = await audit();
  expect(expired).toMatchObject({
    ...{ status: 'FAILED', alarms: ['AccountsUnknownForLong'], findings: [], exits: exits.failed },
    attention: ['Run Finished'],
    first: expect.stringMatching(new RegExp(`^Unknown for 6 runs, since .*: ${dark.id} `)),
  });
  const said = `A standing exception expired on ${over} (Payments): Behind an SCP`;
  expect([expired.message, expired.html, expired.terminal]).toEqual(
    Array(3).fill(expect.stringContaining(said)),
  );

  dark.faults.assumeRootDenied = false;
  expect(await audit()).toMatchObject({
    ...{ subject: 'Nothing found in 4 accounts', posture: 'Nothing found in 4 accounts.' },
    ...silence,
  });
});
