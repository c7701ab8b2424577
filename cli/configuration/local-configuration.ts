import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { Context } from '../../lib/config-schema';
import { objectIn, parseObject, readConfigurationFile, readObject } from '../../lib/configuration-file';
import { ConfigError, parseContext, type Values } from '../../lib/parse-context';
import { accountId, region } from '../../local-aws';
import { CommandError } from '../command-error';

type LocalUse = 'honoured' | 'replaced' | 'without meaning';

/**
 * What becomes of each key of the configuration where the app runs on one machine: `replaced` by what the run itself
 * knows, `without meaning` where it is about something that is only there when the app is deployed.
 */
export const localUse: Readonly<Record<keyof Context, LocalUse>> = {
  approvers: 'replaced',
  approvals: 'honoured',
  requester: 'honoured',
  people: 'honoured',
  alarmEmails: 'without meaning',
  approvalTimeoutHours: 'honoured',
  concurrency: 'honoured',
  account: 'replaced',
  region: 'replaced',
  organizationEvents: 'replaced',
  schedule: 'without meaning',
  excludedAccounts: 'honoured',
  exceptions: 'honoured',
  chatTopic: 'without meaning',
  alarmAfterUnknownRuns: 'without meaning',
  logRetentionDays: 'without meaning',
  runRetentionDays: 'without meaning',
  objectLock: 'without meaning',
  signReports: 'without meaning',
  signIn: 'without meaning',
  iamApprovals: 'without meaning',
  approvalDomain: 'without meaning',
  executionDataKeyArn: 'without meaning',
};

/** That of the checkout; an installed package has none of its own, and takes that of the folder where it is called. */
const configurationFolder = () => {
  const checkout = fileURLToPath(new URL('../..', import.meta.url));
  return existsSync(join(checkout, 'cdk.json')) ? checkout : process.cwd();
};

/**
 * The configuration of the app, wherever the command is called: its file, and the context as the CDK CLI finds it, which
 * is what that hands over in `CDK_CONTEXT_JSON`, else the context of the app's `cdk.json`, then of `cdk.context.json`,
 * then of `~/.cdk.json`.
 * @throws CommandError where a file cannot be read, or a key of the configuration is wrong: nothing may start then
 */
export function readLocalConfiguration(
  env: Readonly<Record<string, string | undefined>>,
  folder = configurationFolder(),
): Values {
  try {
    const file = readConfigurationFile(folder, env.ROOT_PURGE_CONFIG);
    const context = contextIn(env, folder);
    // What is replaced needs not be there, and is checked where it is.
    const replaced = {
      approvers: ['approver@example.com', 'second@example.com'],
      account: accountId,
      region,
    };
    parseContext({ ...withoutKeysOf(file?.values, replaced), ...context }, file);
    return { ...file?.values, ...context };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CommandError(`${error.message}\nNothing was started.`);
  }
}

function withoutKeysOf(values: Values = {}, replaced: Values): Values {
  return Object.fromEntries(Object.entries(replaced).filter(([key]) => !(key in values)));
}

function contextIn(env: Readonly<Record<string, string | undefined>>, folder: string): Values {
  const { CDK_CONTEXT_JSON: handedOver, HOME } = env;
  if (handedOver) return parseObject(handedOver, 'CDK_CONTEXT_JSON');
  return {
    ...(HOME && contextOf(join(HOME, '.cdk.json'))),
    ...readObject(join(folder, 'cdk.context.json')),
    ...contextOf(join(folder, 'cdk.json')),
  };
}

function contextOf(path: string): Values {
  return objectIn(readObject(path)?.context ?? {}, `The context in ${path}`);
}

/** What the app is synthesized with: a value, or `undefined`, for each key; `replacing` goes before what was configured. */
export function localContext(configured: Values, replacing: Values): Values {
  const honoured = (key: string, use: LocalUse) => (use === 'honoured' ? configured[key] : undefined);
  return Object.fromEntries(
    Object.entries(localUse).map(([key, use]) => [key, replacing[key] ?? honoured(key, use)]),
  );
}

/** Says which keys were configured that mean nothing on one machine; empty where there is none. */
export function noteOnMeaningless(configured: Values): string {
  const keys = Object.entries(localUse)
    .filter(([key, use]) => use === 'without meaning' && key in configured)
    .map(([key]) => key);
  const list = new Intl.ListFormat('en').format(keys);
  return keys.length > 0 ? `Of the configuration, what counts for the deployed app alone: ${list}.\n` : '';
}

/** SHA-256 of the configuration as far as a run on one machine honours it. */
export function digestOfConfiguration(configured: Values): string {
  return createHash('sha256')
    .update(JSON.stringify(localContext(configured, {})))
    .digest('hex');
}

/** The Region of the app, where the configuration names one. */
export const configuredRegion = ({ region }: Values): string | undefined =>
  typeof region === 'string' ? region : undefined;

/** The accounts that are excluded, in whichever way the configuration says so. */
export function excludedAccountsOf({ excludedAccounts }: Values): string[] {
  return z.parse(Context.shape.excludedAccounts, excludedAccounts);
}

/**
 * Refuses a run that asks for approval where approvers are to sign in: on one machine whoever runs it decides, and no
 * provider knows its address.
 * @throws CommandError
 */
export function assertNobodySignsIn({ signIn }: Values): void {
  if (signIn === undefined) return;
  throw new CommandError(
    'signIn: received a provider that approvers sign in with, and on this machine whoever runs this decides without; allowed: an audit here, or the deployed app. Nothing was started.',
  );
}

/** Whether one approver may not be enough by this configuration, so that a run needs two. */
export function mayNeedTwo({ approvals, requester }: Values): boolean {
  const { required } = z.parse(Context.shape.approvals, approvals);
  return required > 1 || requester !== undefined;
}
