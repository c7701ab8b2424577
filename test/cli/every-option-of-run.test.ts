import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe } from 'vitest';
import { createOrganization, systemClock } from '../../local-aws';
import { temporaryFolder } from '../local-aws/support/temporary-folder';
import { rootPurge } from './support/command-line';
import { honoursEachOption, optionRows } from './support/option-rows';
import { simulate } from './support/simulated';

// In a file of its own: it has the clients of its process call AWS as somebody.
describe('root-purge run honours', () => {
  let simulated: Awaited<ReturnType<typeof simulate>>;
  beforeAll(async () => {
    simulated = await simulate();
  });
  const idOf = () => simulated.organization.accounts.at(-1)?.id ?? '';
  honoursEachOption(
    optionRows.run,
    async (args) => {
      Object.assign(simulated.organization, createOrganization({ accounts: 5, seed: 1, clock: systemClock }));
      const cwd = temporaryFolder({ 'id.list': idOf() });
      const { status, stdout, stderr } = await rootPurge(['run', ...args], {
        env: { ...simulated.env, FORCE_COLOR: '1' },
        cwd,
      });
      const files = readdirSync(cwd, { recursive: true }).map(String);
      const journals = files.filter((file) => file.endsWith('journal.jsonl'));
      return `${status} ${stdout}${stderr}${journals.map((file) => readFileSync(join(cwd, file), 'utf8'))}`;
    },
    () => ({ ID: idOf(), ROOT: simulated.organization.rootId }),
  );
});
