import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  accountId,
  createOrganization,
  DOCUMENTED_RATES,
  type Execution,
  type Organization,
  region,
  systemClock,
} from '../../local-aws';
import { readLocalConfiguration } from '../configuration/local-configuration';
import { scratchFolder } from '../kept/scratch-folder.mjs';
import { keptAssembly } from '../run/kept-assembly';
import { type LocalApp, startLocalApp } from '../run/local-app';
import { sendEvent } from '../run/send-event';
import { formatEmail } from '../terminal/email';
import { describeOutput } from '../terminal/terminal';
import type { SimulatorSettings } from './command-line';
import { credentialsFile } from './operator';

/** Where commands of another terminal find the app, from the folder that it was started in. */
const environmentFile = join('.root-purge', 'deployed.env');

/**
 * Has the app deployed on this machine until Ctrl-C, in a simulated organization: for commands of another terminal, and
 * for the AWS CLI. Every mail is shown here.
 * @throws CommandError where the configuration is wrong
 */
export async function serveDeployed(
  settings: SimulatorSettings,
  { stdout, env }: NodeJS.Process,
): Promise<void> {
  const organization = withItsAccount(settings);
  const folder = scratchFolder(resolve('.root-purge'));
  const { width } = describeOutput(stdout, env, false);
  console.log('Deploying the app on this machine …');
  const interrupted = untilInterrupted();
  const running = new Set<Execution>();
  const app = await startApp(settings, organization, {
    bucketFolder: join(folder, 'bucket'),
    onStart: (execution) => {
      running.add(execution);
      execution.result.then(() => running.delete(execution));
    },
    onEmail: (email) => console.log(`${formatEmail(email, Math.min(width, 120))}\n`),
  });
  try {
    const credentials = join(folder, 'credentials');
    writeFileSync(credentials, await credentialsFile(app, organization.managementAccount.id), {
      mode: 0o600,
    });
    writeFileSync(environmentFile, variables(app, credentials, join(folder, 'config')));
    console.log(introduction(organization));
    if (settings.event) for (const line of (await sendEvent(app, settings.event)).lines) console.log(line);
    await interrupted;
  } finally {
    for (const execution of running) execution.stop();
    await Promise.all([...running].map(({ result }) => result));
    await app.close();
    for (const path of [folder, environmentFile]) rmSync(path, { recursive: true, force: true });
  }
}

/** Resolves at the first signal; further ones, as `tsx` hands on after those of the terminal, do not cut the end short. */
function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
  });
}

/** An organization whose delegated administrator for IAM is the account that apps on this machine are deployed in. */
function withItsAccount(settings: SimulatorSettings): Organization {
  const options = { ...settings, delegatedAdministrator: true, clock: systemClock };
  const { accounts, ...organization } = createOrganization(options);
  const [{ accountId: id } = { accountId: '' }] = organization.delegatedAdministrators;
  return {
    ...organization,
    accounts: accounts.map((account) => (account.id === id ? { ...account, id: accountId } : account)),
    delegatedAdministrators: organization.delegatedAdministrators.map((administrator) => ({
      ...administrator,
      accountId,
    })),
  };
}

/** Starts the app as it is configured, where it says nothing else about the account that it is in. */
async function startApp(
  { latency, throttle }: SimulatorSettings,
  organization: Organization,
  around: Pick<Parameters<typeof startLocalApp>[0], 'bucketFolder' | 'onEmail' | 'onStart'>,
): Promise<LocalApp> {
  const managementAccountId = organization.managementAccount.id;
  const assembly = await keptAssembly({
    approvers: ['approver@example.com'],
    alarmEmails: ['operator@example.com'],
    ...readLocalConfiguration(process.env),
    account: accountId,
    region,
    organizationEvents: { managementAccountId },
  });
  const rates = throttle ? DOCUMENTED_RATES : undefined;
  return startLocalApp({ ...around, assembly, organization, latency, throttle: rates, isRedrivable: true });
}

function variables(
  { endpoints, organizationEndpoints }: LocalApp,
  credentials: string,
  config: string,
): string {
  const set = {
    ...organizationEndpoints,
    ...endpoints,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_CONFIG_FILE: config,
  };
  return [
    ...Object.entries(set).map(([name, value]) => `export ${name}='${value}'`),
    'unset AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE\n',
  ].join('\n');
}

const introduction = ({ accounts }: Organization) => `\
It is there until Ctrl-C, in a simulated organization of ${accounts.length} member accounts. Its mails come here. In another terminal, in this folder:

source ${environmentFile}
npx root-purge start --audit
npx root-purge status
`;
