import { systemClock as clock } from '../local/runtime/clock';
import { pasteReady, readSettings, whyNotStarted } from '../local/simulator/command-line';
import { createOrganization } from '../local/simulator/create-organization';
import { startSimulator } from '../local/simulator/simulator';
import { DOCUMENTED_RATES } from '../local/simulator/throttle';

try {
  const { port, latency, throttle, ...options } = readSettings(process.argv.slice(2));
  const organization = createOrganization({ ...options, clock });
  const rates = throttle ? DOCUMENTED_RATES : {};
  const simulator = await startSimulator({ organization, clock, latency, port, throttle: rates }).catch(
    (error) => {
      throw new Error(whyNotStarted(error, port));
    },
  );
  console.log(`# ${options.accounts} simulated member accounts until Ctrl-C; paste this into another shell:`);
  console.log(pasteReady(simulator.url));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
