import type { App } from 'aws-cdk-lib';
import { eventRegions } from './account-events';
import { appStackName } from './app-stack-name';
import { readConfig } from './config';
import { OrganizationEventsStack } from './organization-events-stack';
import type { ConfigurationFile } from './parse-context';
import { RootPurgeStack } from './root-purge-stack';

/**
 * Creates the stack of the app, which it gives, and one for each Region of the management account that has to forward
 * its events to the app; configured by the context of the CDK, and by a file.
 * @throws ConfigError naming every wrong key of the configuration
 */
export function createStacks(app: App, file?: ConfigurationFile): RootPurgeStack {
  const config = readConfig(app.node, file);
  const { account, region, organizationEvents } = config;
  const stack = new RootPurgeStack(app, appStackName, { config, env: { account, region } });
  if (!account || !region || !organizationEvents) return stack;
  const { managementAccountId } = organizationEvents;
  for (const from of eventRegions(config).forwarding) {
    new OrganizationEventsStack(app, `${appStackName}Events-${from}`, {
      env: { account: managementAccountId, region: from },
      managementAccountId,
      appAccount: account,
      appRegion: region,
    });
  }
  return stack;
}
