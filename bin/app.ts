import { App } from 'aws-cdk-lib';
import { readConfigurationFile } from '../lib/configuration-file';
import { ConfigError } from '../lib/parse-context';
import { createStacks } from '../lib/stacks';

try {
  createStacks(new App(), readConfigurationFile('.', process.env.ROOT_PURGE_CONFIG));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  // An end in its own time would have the app synthesized, without stacks.
  process.exit(1);
}
