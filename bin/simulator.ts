import { introduction, pasteReady, readSettings, whyNotStarted } from '../cli/simulator/command-line';
import { systemClock as clock, createOrganization, DOCUMENTED_RATES, startSimulator } from '../local-aws';

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
