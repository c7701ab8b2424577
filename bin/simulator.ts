import { introduction, pasteReady, readSettings, whyNotStarted } from '../cli/simulator/command-line';
import { systemClock as clock, createOrganization, DOCUMENTED_RATES, startSimulator } from '../local-aws';

// The functions run on a newer Node.js in Lambda; here the SDK would warn about this one.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

try {
  const settings = readSettings(process.argv.slice(2));
  if (settings.deployed) {
    const { serveDeployed } = await import('../cli/simulator/deployed');
    await serveDeployed(settings, process);
  } else await serveAlone(settings);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** The organization, without an app. */
async function serveAlone({ port, latency, throttle, ...options }: ReturnType<typeof readSettings>) {
  const organization = createOrganization({ ...options, clock });
  const rates = throttle ? DOCUMENTED_RATES : undefined;
  const starting = startSimulator({ organization, clock, latency, port, throttle: rates });
  const { url } = await starting.catch((error) => {
    throw new Error(whyNotStarted(error, port));
  });
  console.log(introduction(organization));
  console.log(pasteReady(url));
}
