import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { decide } from '../../local/approver';
import { readTemplate } from '../../local/runtime/template';
import { grantedBy, lineOf } from './support/granted';
import { hurriedClock } from './support/hurried-clock';
import { openPage } from './support/page';
import { type StartedRun, useScenario } from './support/scenario';

/** What no run on this machine needs, each with the reason why it is granted. */
const unused: [what: RegExp, why: string][] = [
  [/ logs:/, 'There is no CloudWatch Logs here.'],
  [/^PurgeWorkflowRole\w+ kms:GenerateDataKey .*SourceArn/, 'Encrypts what is delivered to the log.'],
  [/^PurgeWorkflowRole\w+ kms:.* StringEquals .*:stateMachine:"/, "The CDK's own grant, of no effect."],
  [/^PurgeWorkflowRole\w+ s3:(GetObject|\w+Multipart\w+) .*\/\*$/, 'A ResultWriter uploads in parts.'],
  [/^PurgeWorkflowRole\w+ states:(Stop|Redrive)Execution /, 'Nobody stops or redrives a Map Run here.'],
  [/^PurgeWorkflowRole\w+ states:DescribeExecution .*\/\*$/, 'The same, by the label of the map.'],
];

let expire: () => void = () => undefined;
const scenario = useScenario({
  clock: {
    now: () => hurriedClock.now(),
    sleep: (milliseconds, signal) => {
      if (milliseconds < 24 * 60 * 60 * 1000) return hurriedClock.sleep(milliseconds, signal);
      return new Promise((resolve, reject) => {
        expire = resolve;
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
  },
});

/** What a person sees of a run. */
interface Outcome {
  status: string;
  accounts: unknown;
  emails: number;
  page: number | undefined;
}

/** Between them they use all that the app can do. */
const paths: Record<string, () => Promise<Outcome>> = {
  'an approved purge': async () => {
    const { rootId, accounts } = scenario.organize({ accounts: 1 });
    const { bucket, objects } = scenario.app;
    await objects.putObject(bucket, 'input/accounts.list', accounts.map(({ id }) => id).join('\n'));
    const run = scenario.run({
      accountsFile: `s3://${bucket}/input/accounts.list`,
      organizationalUnits: [rootId],
    });
    return outcomeOf(run, (link) => decide(link, 'all'));
  },
  'a request that expires': async () => {
    scenario.organize({ accounts: 1 });
    return outcomeOf(scenario.run(), async () => expire());
  },
  'an audit': async () => {
    scenario.organize({ accounts: 1 });
    return outcomeOf(scenario.run({ mode: 'audit' }), async () => undefined);
  },
};

async function outcomeOf(run: StartedRun, answer: (link: string) => Promise<unknown>): Promise<Outcome> {
  const link = await run.link().catch(() => undefined);
  if (link) await answer(link).catch(() => run.execution.stop());
  const { status } = await run.execution.result;
  return {
    status,
    accounts: run.object('report.json') && run.report().outcomes,
    emails: run.emails().length,
    page: link ? (await openPage(link)).status : undefined,
  };
}

const policies = readTemplate(inject('assembly')).policies();
const granted = grantedBy(policies.roles).map((grant) => ({ ...grant, line: lineOf(grant) }));
const needed = granted.filter(({ line }) => !unused.some(([what]) => what.test(line)));

/** The path that was the first to use each grant, and how each path ends with all of them. */
const usedBy = new Map<string, string>();
const complete = new Map<string, Outcome>();

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

  /** How the path ends, and what was denied on the way. */
  async function run(path: string): Promise<{ outcome: Outcome | undefined; denied: string[] }> {
    const denied: string[] = [];
    scenario.onDecision = ({ action }, decision) => {
      if (!decision.allowed) denied.push(`${action} ${decision.because}`);
    };
    return { outcome: await paths[path]?.(), denied };
  }

  it.each(needed.map((grant) => [grant.line, grant] as const))('%s', async (line, grant) => {
    const { policy, action, without } = grant;
    const { access } = scenario.app;
    restore = () => access.putRolePolicies(policy, policies.roles[policy] ?? []);
    access.putRolePolicies(policy, without);
    const path = usedBy.get(line) ?? '';
    const { outcome, denied } = await run(path);
    expect(denied).toContain(`${action} because no identity-based policy allows the ${action} action`);
    expect(outcome).not.toEqual(complete.get(path));
  });

  const ofResources = grantedBy(policies.resources).filter(
    ({ policy, statement }) => statement.Effect === 'Allow' && !policy.includes(':role/'),
  );
  const forApp = ofResources.filter(
    ({ statement }) => !statement.Principal?.Service?.includes('delivery.logs.amazonaws.com'),
  );

  it.each(forApp.map((grant) => [lineOf(grant), grant] as const))(
    'the resource-based %s',
    async (_, { policy, without }) => {
      const { access } = scenario.app;
      restore = () => access.putResourcePolicies(policy, policies.resources[policy] ?? []);
      access.putResourcePolicies(policy, without);
      const { outcome, denied } = await run('an approved purge');
      expect(denied).toContainEqual(expect.stringContaining('because no resource-based policy allows'));
      expect(outcome).not.toEqual(complete.get('an approved purge'));
    },
  );
});
