import {
  AwsError,
  systemClock as clock,
  createOrganization,
  FaultPlan,
  startSimulator,
} from '../../local-aws';
import { runWorkflow } from '../workflow-run';

/** Ours, where AssumeRoot has a token bucket. Arguments: accounts, concurrency, AssumeRoot calls a second. */
const [accounts = 0, concurrency = 0, rate = 0] = process.argv.slice(2).map(Number);
const bucket = new FaultPlan([{ fault: 'bucket', target: 'AssumeRoot', count: rate }], 0, clock);
const opened: Record<string, number[]> = {};
let throttled = 0;

const simulator = await startSimulator({
  organization: createOrganization({ accounts, seed: 7, clock }),
  clock,
  latency: 50,
  onCall: ({ operation, parameters }) => {
    if (operation !== 'AssumeRoot') return;
    if (bucket.strike(['bucket'], { names: [operation], subject: '' })) {
      throttled += 1;
      throw new AwsError('Throttling', 'Rate exceeded');
    }
    const map = String(parameters['TaskPolicyArn.arn']);
    opened[map] = [...(opened[map] ?? []), clock.now().getTime()];
  },
});
const { status, output, seconds } = await runWorkflow(simulator.url, concurrency);
await simulator.close();
const shares = Object.values(opened).map(shareOfRate);
console.log(JSON.stringify({ status, output, seconds, throttled, shares }));

/** Of what the bucket gives from a map's first root session to its last: what it is full of, and what drips in. */
function shareOfRate(times: readonly number[]): number {
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  return times.length / (rate + rate * seconds);
}
