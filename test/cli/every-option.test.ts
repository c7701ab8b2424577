import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { npmStart } from '../../cli/npm-start';
import { UsageError } from '../../cli/options/usage-error';
import { createProgram } from '../../cli/program';
import { createCommand } from '../../cli/run/options/command';
import { HelpRequestedError, parseOptions } from '../../cli/run/options/options';
import { readSettings, simulatorCommand } from '../../cli/simulator/command-line';
import { createOrganization, systemClock } from '../../local-aws';
import { temporaryFolder } from '../local-aws/support/temporary-folder';
import { rootPurge } from './support/command-line';
import { documentedPolicy, useDeployed } from './support/deployed';
import { honoursEachOption, type Observe, optionRows } from './support/option-rows';
import { simulate } from './support/simulated';

const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
const program = createProgram(streams, () => undefined);
const commands: Record<string, Command> = {
  ...Object.fromEntries(program.commands.map((command) => [command.name(), command])),
  'npm start': createCommand(),
  'npm run simulator': simulatorCommand().helpOption(false),
};

describe('the rows of options', () => {
  it('are of every command', () => {
    expect(Object.keys(optionRows).sort()).toEqual(Object.keys(commands).sort());
  });

  it.each(Object.entries(optionRows))('are of every option of %s, and of no other', (name, { rows }) => {
    const command = commands[name];
    const options = command?.createHelp().visibleOptions(command) ?? [];
    expect(Object.keys(rows).sort()).toEqual(options.map(({ long }) => long).sort());
  });
});

const deployed = useDeployed();
let env: Record<string, string>;
const folder = temporaryFolder();
beforeAll(async () => {
  const [start, report] = [await documentedPolicy('start.json'), await documentedPolicy('report.json')];
  const policy = { ...start, Statement: [...start.Statement, ...report.Statement] };
  env = { ...deployed.env('Operator', policy), FORCE_COLOR: '1' };
  await rootPurge(['start', '--audit', '--name', 'first'], { env });
});

const placeholders = () => {
  const { accounts, rootId } = deployed.organization;
  const TASKS = deployed.app.template
    .stateMachines()
    .find(({ logicalId }) => logicalId.startsWith('PrivilegedTasks'));
  const ID = accounts.at(-1)?.id ?? '';
  return {
    ID,
    ROOT: rootId,
    TASKS: TASKS?.arn ?? '',
    'id.list': `${temporaryFolder({ 'id.list': ID })}/id.list`,
  };
};

/** All that a command says, and the input of the latest execution. */
const observing =
  (command: string): Observe =>
  async (args) => {
    const { status, stdout, stderr } = await rootPurge([command, ...args], { env, cwd: folder });
    return `${status} ${stdout}${stderr}${JSON.stringify(deployed.started.at(-1)?.input)}`;
  };

describe('root-purge start honours', () =>
  honoursEachOption(optionRows.start, observing('start'), placeholders));
describe('root-purge report honours', () =>
  honoursEachOption(optionRows.report, observing('report'), placeholders));
describe('root-purge status honours', () =>
  honoursEachOption(optionRows.status, observing('status'), placeholders));
describe('root-purge completion honours', () =>
  honoursEachOption(optionRows.completion, observing('completion')));

describe('root-purge check honours', () => {
  let checking: Record<string, string>;
  beforeAll(async () => {
    const [check, checkDeployed] = await Promise.all(
      ['check.json', 'check-deployed.json'].map(documentedPolicy),
    );
    const Statement = [check, checkDeployed].flatMap((policy) => policy?.Statement ?? []);
    checking = { ...deployed.app.organizationEndpoints, ...deployed.env('Checker', { Statement }) };
  });
  honoursEachOption(
    optionRows.check,
    async (args) => {
      const asked = await rootPurge(['check', ...args], { env: { ...checking, FORCE_COLOR: '1' } });
      return `${asked.status} ${asked.stdout}${asked.stderr}`.trimEnd();
    },
    placeholders,
  );
});

describe('root-purge enable honours', () => {
  let simulated: Awaited<ReturnType<typeof simulate>>;
  const features = 'none';
  beforeAll(async () => {
    simulated = await simulate({ features });
  });
  honoursEachOption(
    optionRows.enable,
    async (args) => {
      Object.assign(
        simulated.organization,
        createOrganization({ accounts: 5, seed: 1, clock: systemClock, features }),
      );
      const { status, stdout, stderr } = await rootPurge(['enable', ...args], {
        env: { ...simulated.env, FORCE_COLOR: '1' },
      });
      return `${status} ${stdout}${stderr}`.trimEnd();
    },
    () => ({ ID: simulated.organization.accounts.at(-1)?.id ?? '' }),
  );
});

describe('npm start honours', () =>
  honoursEachOption(optionRows['npm start'], async (args) => {
    const files: Record<string, string> = {
      'id.list': '111122223333',
      'event.json': '{"source":"aws.organizations","detail":{}}',
    };
    if (args.includes('--cloud')) {
      const stderr = new PassThrough();
      await npmStart([...args], { ...streams, stderr });
      return String(stderr.read());
    }
    try {
      return JSON.stringify(
        parseOptions([...args], { interactive: false, readFile: (path) => files[path] ?? '' }),
      );
    } catch (error) {
      if (error instanceof UsageError || error instanceof HelpRequestedError) return error.message;
      throw error;
    }
  }));

describe('npm run simulator honours', () =>
  honoursEachOption(optionRows['npm run simulator'], (args) => JSON.stringify(readSettings([...args]))));
