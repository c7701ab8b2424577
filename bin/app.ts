import { App } from 'aws-cdk-lib';
import { readConfig } from '../lib/config';
import { RootPurgeStack } from '../lib/root-purge-stack';

const app = new App();
new RootPurgeStack(app, 'RootCredentialPurge', { config: readConfig(app.node) });
