import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import { sendEvent } from '../../cli/run/send-event';
import type { TaskReport } from '../../lambdas/tasks/shapes';
import { openAccount, principalName } from '../../local-aws';
import { fireSchedule } from './support/fire-schedule';
import { grantedBy, lineOf } from './support/granted';
import { hurriedClock } from './support/hurried-clock';
import { openPage } from './support/page';
import { eventually, type StartedRun, useScenario } from './support/scenario';
import { taskPaths } from './support/task-paths';

/** What no run on this machine needs, each with the reason why it is granted. */
const unused: [what: RegExp, why: string][] = [
  [/ (logs|xray):/, 'There is no CloudWatch Logs here, and no X-Ray.'],
  [/^\w+Role\w+ kms:GenerateDataKey .*SourceArn/, 'Encrypts what is delivered to the log.'],
  [/^\w+Role\w+ kms:.* StringEquals .*:stateMachine:"/, "The CDK's own grant, of no effect."],
  [/^PurgeWorkflowRole\w+ s3:(GetObject|\w+Multipart\w+) .*\/\*$/, 'A ResultWriter uploads in parts.'],
  [/^PurgeWorkflowRole\w+ states:(Stop|Redrive)Execution /, 'Nobody stops or redrives a Map Run here.'],
  [/^PurgeWorkflowRole\w+ states:DescribeExecution .*\/\*$/, 'The same, by the label of the map.'],
  [
    /^PurgeWorkflowRequestApprovalRole\w+ s3:GetObject .*\/approval\.json$/,
    'Read only where RequestApproval is invoked twice for one wait.',
  ],
  [
    /^PurgeWorkflowWriteReportRole\w+ s3:GetObject .*\/report\.json$/,
    'Read only where WriteReport is invoked again after it remembered its report.',
  ],
  [
    /^PrivilegedTasksRole\w+ kms:Decrypt .*:stateMachine:PurgeWorkflow/,
    'Executions are described in clear here.',
  ],
  [/^PrivilegedTasksRole\w+ states:StopExecution /, 'Nobody stops a task while its purge runs.'],
];

/** Services that act on their own where the app is deployed, and those whose trust `trust.test.ts` takes away. */
const notHere = [
  'delivery.logs.amazonaws.com',
  'cloudwatch.amazonaws.com',
  'lambda.amazonaws.com',
  'states.amazonaws.com',
];

/** Ends the longest wait that there is. */
let expire: () => void = () => undefined;
const scenario = useScenario({
  clock: {
    now: () => hurriedClock.now(),
    sleep: (milliseconds, signal) => {
      if (milliseconds < 12 * 60 * 60 * 1000) return hurriedClock.sleep(milliseconds, signal);
      return new Promise((resolve, reject) => {
        expire = resolve;
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
  },
});

const eventOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/events/${name}.json`, import.meta.url), 'utf8'));

const foreignRootSession = {
  source: 'aws.sts',
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRoot',
    userIdentity: { arn: 'arn:aws:iam::111111111111:user/somebody' },
  },
};

/** Who was denied what since the last run began, and why. */
const denied: string[] = [];

/** What a run leaves, and what a person sees of it. */
interface Outcome {
  status: string;
  accounts: unknown;
  emails: number;
  page: number | undefined;
  /** How many times events were sent, and what the next report will be compared with. */
  announced: number;
  remembers: boolean;
  notCompared: boolean;
  digests: number | undefined;
  whoStarted: string | undefined;
  objects: string[];
}

const eventsPath = 'events about a new account and about a foreign root session';

/** Between them they use all that the app can do. */
const paths: Record<string, () => Promise<unknown>> = {
  'an approved purge': async () => {
    const { rootId, accounts } = scenario.organize({ accounts: 1 });
    const { bucket, objects } = scenario.app;
    await objects.putObject(bucket, 'input/accounts.list', accounts.map(({ id }) => id).join('\n'));
    const run = scenario.run({
      accountsFile: `s3://${bucket}/input/accounts.list`,
      organizationalUnits: [rootId],
    });
    return outcomeOf(run, async (link) => {
      await decideOnPage(link, 'all');
      await delivered(run);
    });
  },
  'a request that expires': async () => {
    scenario.organize({ accounts: 1 });
    const run = scenario.run();
    return outcomeOf(run, () => expires(run));
  },
  [eventsPath]: async () => {
    const [account] = scenario.organize({ accounts: 1 }).accounts;
    // A new account each time, as far as the name of its execution goes.
    if (account) account.joinedTimestamp = new Date(2e12 + scenario.started.length * 1000).toISOString();
    const created = eventOf('create-account-result');
    const createAccountStatus = { ...created.detail.serviceEventDetails.createAccountStatus };
    createAccountStatus.accountId = account?.id;
    const [executions, emails] = [scenario.started.length, scenario.emails.length];
    const answers = [
      await sendEvent(scenario.app, {
        ...created,
        detail: { ...created.detail, serviceEventDetails: { createAccountStatus } },
      }),
      await sendEvent(scenario.app, eventOf('account-joined-organization-without-account')),
      await sendEvent(scenario.app, foreignRootSession),
    ];
    for (const { stop, result } of scenario.started.slice(executions)) {
      stop();
      await result;
    }
    const lines = answers.flatMap(({ lines }) => lines.map((line) => line.replaceAll(/\d/g, '')));
    return { lines, emails: scenario.emails.length - emails };
  },
  'an audit': async () => {
    scenario.organize({ accounts: 1 });
    return outcomeOf(scenario.run({ mode: 'audit' }), async () => undefined);
  },
  'a schedule that is due': async () => {
    scenario.organize({ accounts: 1 });
    const before = scenario.started.length;
    const failures = await Promise.all(
      template.schedules().map((schedule) =>
        fireSchedule(scenario.app, schedule).then(
          () => undefined,
          ({ name }: Error) => name,
        ),
      ),
    );
    const due = scenario.started.slice(before);
    const ended = await Promise.all(due.map(({ result }) => result));
    return [failures, due.map(({ input }) => input), ended.map(({ status }) => status)];
  },
  'a reseal of a task that never was': async () => {
    scenario.organize({ accounts: 1 });
    const result = await scenario.run({ reseals: 'task-never' }).execution.result;
    return 'error' in result && result.error;
  },
  'a name that the run store has a run of': async () => {
    scenario.organize({ accounts: 1 });
    const earlier = { startedAt: '2026-01-01T00:00:00.000Z', targets: [], skipped: [] };
    const purge = scenario.run({ mode: 'audit' });
    await leave(purge.name, 'accounts.json', {
      ...earlier,
      mode: 'audit',
      credentials: [],
      wholeOrganization: true,
    });
    const reason = 'It locked everybody out';
    const ended = await purge.execution.result;
    const bucket = {
      task: 'delete-bucket-policy',
      account: scenario.organization.accounts[0]?.id ?? '',
      bucket: 'locked',
    };
    const task = scenario.runTask({ ...bucket, reason });
    await leave(task.name, 'task.json', { ...earlier, task: bucket.task, reason });
    return [ended, await task.execution.result].map((result) => 'error' in result && result.error);
  },
  ...taskPaths({
    scenario,
    outcomeOf,
    delivered,
    expires,
    decide: (link) => decideOnPage(link, 'all'),
    linkIn,
    expire: () => expire(),
  }),
};

/** What an execution of the same name left, when names were free again. */
function leave(run: string, file: string, begun: object): Promise<void> {
  return scenario.app.objects.putObject(
    scenario.app.bucket,
    `runs/${run}/${file}`,
    JSON.stringify({ run, ...begun }),
  );
}

/** Waits for the request and for the reminder, and for nothing after it. */
async function expires(run: StartedRun): Promise<void> {
  // The mail is there before its function has answered, and a wait that ends before that is never submitted.
  const submitted = (times: number) => eventsOf(run, 'TaskSubmitted').length >= times;
  const closes = () => hasEntered(run, 'CloseApproval');
  await eventually(() => submitted(1) || closes() || undefined, run.execution);
  expire();
  const reminded = () => submitted(2) || hasEntered(run, 'WaitWithoutReminder');
  await eventually(() => reminded() || closes() || undefined, run.execution);
  expire();
}

/** In both ways that there are: one alone would hide that the other is denied. */
async function delivered(run: StartedRun): Promise<void> {
  const lost = () => denied.some((refusal) => refusal.includes('DeliverDecision'));
  await eventually(() => hasEntered(run, 'CloseApproval') || lost() || undefined, run.execution);
  if (lost()) throw new Error('The decision was not delivered.');
}

async function outcomeOf(run: StartedRun, answer: (link: string) => Promise<unknown>): Promise<Outcome> {
  const link = await run.link().catch(() => undefined);
  if (link) await answer(link).catch(() => run.execution.stop());
  const { status } = await run.execution.result;
  const folder = join(scenario.folder, 'runs', run.name);
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  return {
    status,
    accounts: outcomesIn(run.object('report.json')),
    emails: run.emails().length,
    announced: run.execution.history.filter(
      ({ taskSucceededEventDetails: task }) => task?.resourceType === 'events',
    ).length,
    remembers: existsSync(join(scenario.folder, 'posture')),
    notCompared: run.object('report.json')?.includes('"notCompared"') ?? true,
    digests: run.object('SHA256SUMS')?.trim().split('\n').length,
    // The denial of the lookup, told from an event that is not there yet.
    whoStarted: JSON.parse(run.object('report.json') ?? '{}').whoStarted?.state,
    page: link ? (await openPage(link)).status : undefined,
    // The folder of a Map Run is named by chance.
    objects: files.map((file) => file.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '<map run>')).sort(),
  };
}

/** Of a purge or a task, and of the purge after a task. */
function outcomesIn(report = 'null'): unknown {
  const { outcomes, targets = [] } = JSON.parse(report) ?? {};
  return [outcomes, targets.map(({ resealed }: TaskReport['targets'][number]) => resealed?.sealed)];
}

const eventsOf = (run: StartedRun, type: string) =>
  run.execution.history.filter((event) => event.type === type);

const hasEntered = (run: StartedRun, state: string) =>
  run.execution.history.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === state);

// That of the app, and those that forward events to it.
const stackName = 'RootCredentialPurge';
const { template, access } = await openAccount({ assembly: inject('assembly'), stackName });
const { policies } = access;
const granted = grantedBy(policies.roles).map((grant) => ({ ...grant, line: lineOf(grant) }));
const needed = granted.filter(({ line }) => !unused.some(([what]) => what.test(line)));

/** The path that was the first to use each grant, and how each path ends with all of them. */
const usedBy = new Map<string, string>();
const complete = new Map<string, unknown>();

beforeAll(async () => {
  for (const [path, run] of Object.entries(paths)) {
    scenario.onDecision = (_, decision) => {
      const line = decision.allowed ? lineOf(decision.by) : '';
      if (!usedBy.has(line)) usedBy.set(line, path);
    };
    complete.set(path, await run());
  }
  scenario.onDecision = () => undefined;
});

describe('the permissions of the roles', () => {
  it('are all used by a run, or have a reason', () => {
    const used = granted.filter(({ line }) => usedBy.has(line));
    expect(used.map(({ line }) => line)).toEqual(needed.map(({ line }) => line));
  });

  it.each(unused)('%s has a reason and is granted', (what) => {
    expect(granted.filter(({ line }) => what.test(line))).not.toEqual([]);
  });
});

describe('a run without', () => {
  let restore: () => void = () => undefined;
  afterEach(() => {
    restore();
    scenario.onDecision = () => undefined;
  });

  async function run(path: string): Promise<unknown> {
    denied.length = 0;
    scenario.onDecision = ({ principal, action, resource }, decision) => {
      if (!decision.allowed)
        denied.push(`${principalName(principal)} ${action} ${resource} ${decision.because}`);
    };
    return paths[path]?.();
  }

  it.each(needed.map((grant) => [grant.line, grant] as const))('%s', async (line, grant) => {
    const { policy, action, without } = grant;
    const { access } = scenario.app;
    restore = () => access.putRolePolicies(policy, policies.roles[policy] ?? []);
    access.putRolePolicies(policy, without);
    const path = usedBy.get(line) ?? '';
    const outcome = await run(path);
    const because = `because no identity-based policy allows the ${action} action`;
    const refusal = `assumed-role/${policy.split('/').at(-1)}/\\S+ ${action} \\S+ ${because}`;
    expect(denied).toContainEqual(expect.stringMatching(refusal));
    expect(outcome).not.toEqual(complete.get(path));
  });

  const ofResources = grantedBy(policies.resources).filter(
    ({ statement: { Effect, Principal } }) =>
      Effect === 'Allow' && !Principal?.Service?.some((service) => notHere.includes(service)),
  );

  it.each(ofResources.map((grant) => [lineOf(grant), grant] as const))(
    'the resource-based %s',
    async (line, { policy, action, without }) => {
      const { access } = scenario.app;
      restore = () => access.putResourcePolicies(policy, policies.resources[policy] ?? []);
      access.putResourcePolicies(policy, without);
      // Where a role's own policy has to allow it, too, that one is told as the grant.
      const byRole = policy.includes(':event-bus/') ? eventsPath : 'an approved purge';
      const path = usedBy.get(line) ?? byRole;
      const outcome = await run(path);
      const wanted = action.replace('*', '\\w+');
      const refusal = ` (${wanted}) \\S+ because no resource-based policy allows the \\1 action`;
      expect(denied).toContainEqual(expect.stringMatching(refusal));
      expect(outcome).not.toEqual(complete.get(path));
    },
  );
});
