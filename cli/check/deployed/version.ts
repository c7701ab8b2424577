import { version } from '../../../package.json';
import { known } from '../../aws/fact';
import type { Check } from '../readiness';
import { awsCommand, type Deployment } from './deployment';
import { type Problem, rowsOf } from './rows';

/** Whether what is deployed is of this version, and all of it. */
export function checkVersion(deployment: Deployment): Check[] {
  return rowsOf('deployed-version', known(deployment), ({ outputs, status }) => ({
    fine: `${outputs.Version}, as this command (${status})`,
    problems: [...unfinished(deployment), ...otherVersion(deployment)],
  }));
}

function unfinished(deployment: Deployment): Problem[] {
  const { status, stackName } = deployment;
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return [];
  const fix = awsCommand(deployment, `cloudformation describe-stack-events --stack-name ${stackName}`);
  return [{ detail: `the last deployment ended, or is, ${status}`, fix }];
}

function otherVersion({ outputs: { Version }, stackName, accountId }: Deployment): Problem[] {
  if (Version === version) return [];
  const text = 'Deploy this version, or check with the one that is deployed.';
  return [
    {
      detail: `${Version ?? 'a version that does not say which'} is deployed, and this is ${version}`,
      fix: { by: `account ${accountId}`, command: `npx cdk deploy ${stackName}`, text },
    },
  ];
}
