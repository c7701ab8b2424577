import { beforeAll, describe } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { rootPurge } from './support/command-line';
import { documentedPolicy, useDeployed } from './support/deployed';
import { honoursEachOption, type Observe, optionRows } from './support/option-rows';

const deployed = useDeployed({ approvers: ['alice@example.com'], iamApprovals: true });
let env: Record<string, string>;
beforeAll(async () => {
  env = { ...deployed.env('Approver', await documentedPolicy('approve.json')), FORCE_COLOR: '1' };
  const { result } = deployed.app.start('settled', {});
  await decideOnPage(await deployed.link('settled'), 'none');
  await result;
});

/** All that a command says of a run that somebody has decided on; it asks nothing then. */
const observing =
  (command: string): Observe =>
  async (args) => {
    const { status, stdout, stderr } = await rootPurge([command, ...args], { env, terminal: true });
    return `${status} ${stdout}${stderr}`;
  };

describe('root-purge approve honours', () => honoursEachOption(optionRows.approve, observing('approve')));
describe('root-purge refuse honours', () => honoursEachOption(optionRows.refuse, observing('refuse')));
