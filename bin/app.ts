import { App } from 'aws-cdk-lib';
import { createStacks } from '../lib/stacks';

createStacks(new App());
