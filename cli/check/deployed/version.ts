import { version } from '../../../package.json';
import { known } from '../../aws/fact';
import type { Check } from '../readiness';
import { awsCommand, type Deployment, inAccount } from './deployment';
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
  const [, command, text] = ways.find(([pattern]) => pattern.test(status)) ?? [];
  const fix = awsCommand(deployment, `cloudformation ${command} --stack-name ${stackName}`, text);
  return [{ detail: `the last deployment ended, or is, ${status}`, fix }];
}

/** What there is to do in a status of a stack. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
const ways: readonly (readonly [status: RegExp, command: string, text: string])[] = [
  [
    /^UPDATE_ROLLBACK_FAILED$/,
    'continue-update-rollback',
    'It can neither be deployed nor used for certain until it is rolled back: put right what its events name, then:',
  ],
  [/_IN_PROGRESS$/, 'describe-stack-events', 'It is still at it: check again when it has ended.'],
  [
    /^(ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED)$/,
    'delete-stack',
    'Such a stack can only be deleted and deployed anew; a run bucket that is there stays.',
  ],
  [
    /./,
    'describe-stack-events',
    'What was there before is in place. The events say what failed: put it right, and deploy.',
  ],
];

function otherVersion({ outputs: { Version }, stackName, accountId }: Deployment): Problem[] {
  if (Version === version) return [];
  const text = 'Deploy this version, or check with the one that is deployed.';
  return [
    {
      detail: `${Version ?? 'a version that does not say which'} is deployed, and this is ${version}`,
      fix: { ...inAccount(accountId), command: `npx cdk deploy ${stackName}`, text },
    },
  ];
}
