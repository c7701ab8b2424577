import { systemClock as clock } from '../local/runtime/clock';
import { pasteReady, readSettings, whyNotStarted } from '../local/simulator/command-line';
import { createOrganization } from '../local/simulator/create-organization';
import { startSimulator } from '../local/simulator/simulator';

try {
  const { port, accounts, seed, trouble, latency } = readSettings(process.argv.slice(2));
  const organization = createOrganization({ accounts, seed, trouble, clock });
  const simulator = await startSimulator({ organization, clock, latency, port }).catch((error) => {
    throw new Error(whyNotStarted(error, port));
  });
  console.log(`# ${accounts} simulated member accounts until Ctrl-C; paste this into another shell:`);
  console.log(pasteReady(simulator.url));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
