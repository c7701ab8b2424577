import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countCredentials } from '../../local-aws';
import { attack, portsOf } from './support/attack';
import { atCall, type CloudProcess, type CloudTest, cloudTest } from './support/cloud-process';

let test: CloudTest;
beforeAll(async () => {
  test = await cloudTest({ accounts: 8, seed: 3 });
});
afterAll(() => test.stop());

const asked = 'Waiting for a decision on that page.';
const tenMinutes = 600_000;

/** What the program got, and how many root credentials are left a while later, when a forged decision has had its way. */
async function attacked({ pid }: CloudProcess) {
  const { tried, answered } = await attack(pid);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return {
    answered,
    isThorough: tried > 200 * portsOf(pid ?? 0).length,
    left: countCredentials(test.organization),
  };
}

describe('another program on the machine gets nothing', () => {
  it(
    'from a purge of a real organization that waits for its decision',
    async () => {
      const before = countCredentials(test.organization);
      const waiting = test.start(['--purge', '--approve', 'ask'], undefined, 'npx root-purge run');
      await waiting.printed(asked);
      expect(portsOf(waiting.pid ?? 0)).toHaveLength(1);
      expect(await attacked(waiting)).toEqual({ answered: [], isThorough: true, left: before });
      waiting.kill('SIGKILL');
    },
    tenMinutes,
  );

  it(
    'from a rehearsal that waits for its decision',
    async () => {
      const isSimulated = { AWS_ENDPOINT_URL: '' };
      const waiting = test.start(['--accounts', '4', '--approve', 'ask'], isSimulated, 'npm start');
      await waiting.printed(asked);
      const { answered, isThorough } = await attacked(waiting);
      expect({ answered, isThorough }).toEqual({ answered: [], isThorough: true });
      waiting.kill('SIGKILL');
    },
    tenMinutes,
  );

  it('from an audit of a real organization, which listens nowhere', async () => {
    const audit = test.start([], undefined, 'npx root-purge run');
    let ports: number[] | undefined;
    await atCall(test, { operation: 'ListAccessKeys', after: 'AssumeRoot' }, async () => {
      ports = portsOf(audit.pid ?? 0);
    });
    expect(ports).toEqual([]);
    expect(await audit.ended).toMatchObject({ status: 0 });
  });
});
