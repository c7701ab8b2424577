import { systemClock as clock } from '../local/runtime/clock';
import { introduction, pasteReady, readSettings, whyNotStarted } from '../local/simulator/command-line';
import { createOrganization } from '../local/simulator/create-organization';
import { startSimulator } from '../local/simulator/simulator';
import { DOCUMENTED_RATES } from '../local/simulator/throttle';

try {
  const { port, latency, throttle, ...options } = readSettings(process.argv.slice(2));
  const organization = createOrganization({ ...options, clock });
  const rates = throttle ? DOCUMENTED_RATES : undefined;
  const starting = startSimulator({ organization, clock, latency, port, throttle: rates });
  const { url } = await starting.catch((error) => {
    throw new Error(whyNotStarted(error, port));
  });
  console.log(introduction(organization));
  console.log(pasteReady(url));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
