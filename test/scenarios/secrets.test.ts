import { describe, expect, it, vi } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { queueUrl, TaskTokens } from '../../local-aws';
import { alice, bob } from './support/approvers';
import { decideTask } from './support/decide-task';
import { filesBelow, placesOf } from './support/leftovers';
import { useScenario } from './support/scenario';

/** Every session that STS handed out, read on the wire. */
const sessionSecrets: string[] = [];

const scenario = useScenario({
  intercept: (fetch) => async (request, connection) => {
    const answer = await fetch(request, connection);
    const text = await answer.clone().text();
    const secrets = text.matchAll(/<(?:SecretAccessKey|SessionToken)>([^<]+)</g);
    sessionSecrets.push(...[...secrets].flatMap(([, secret]) => secret ?? []));
    return answer;
  },
});

describe('what a run leaves behind', () => {
  it('holds no session secret, no session token, no task token, and a link secret only in its email', async () => {
    const create = vi.spyOn(TaskTokens.prototype, 'create');
    scenario.organize({ trouble: true });
    const run = scenario.run({ reason: 'Look for secrets' });
    const links = await Promise.all([run.link(alice), run.link(bob)]);
    await decideOnPage(links[0], 'all');
    const result = await run.execution.result;

    const taskTokens = create.mock.results.map(({ value }) => value.token as string);
    const linkSecrets = links.map((link) => link.split('/').at(-1) ?? '');
    const left: Record<string, string> = {
      ...filesBelow(scenario.folder),
      history: JSON.stringify(run.execution.history),
      result: JSON.stringify(result),
      logs: scenario.logs.join('\n'),
    };
    const emails = scenario.emails.map(({ message }) => message).join('\n');
    expect(sessionSecrets.length).toBeGreaterThan(20);
    expect(taskTokens).toHaveLength(1);
    expect(linkSecrets.every((secret) => secret.length === 43)).toBe(true);
    expect(Object.keys(left).length).toBeGreaterThan(10);

    const secrets = [...sessionSecrets, ...taskTokens];
    expect(placesOf([...secrets, ...linkSecrets], left)).toEqual([]);
    expect(placesOf(secrets, { emails })).toEqual([]);
    for (const [index, to] of [alice, bob].entries()) {
      const holders = scenario.emails.filter(({ message }) => message.includes(linkSecrets[index] ?? ''));
      expect(holders.map((email) => email.to)).toEqual([to]);
    }
  });

  it('holds as little after a privileged task', async () => {
    const create = vi.spyOn(TaskTokens.prototype, 'create').mockClear();
    sessionSecrets.length = 0;
    const queue = scenario.organize({ accounts: 4, resources: true }).queues.find(({ policy }) => policy);
    const run = scenario.runTask({
      task: 'delete-queue-policy',
      account: queue?.accountId ?? '',
      queueUrl: queue ? queueUrl(queue) : '',
      reason: 'Look for secrets',
    });
    await decideTask(run, 'approve');
    const result = await run.execution.result;

    expect(result.status).toBe('SUCCEEDED');
    const taskTokens = create.mock.results.map(({ value }) => value.token as string);
    // One to read the policy and one to delete it.
    expect(sessionSecrets).toHaveLength(4);
    const left = {
      ...filesBelow(scenario.folder),
      history: JSON.stringify(run.execution.history),
      result: JSON.stringify(result),
      logs: scenario.logs.join('\n'),
      emails: scenario.emails.map(({ message }) => message).join('\n'),
    };
    expect(placesOf([...sessionSecrets, ...taskTokens], left)).toEqual([]);
  });
});
