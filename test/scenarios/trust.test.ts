import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startLocalApp } from '../../cli/run/local-app';
import { openAccount } from '../../local-aws';
import { hurriedClock } from './support/hurried-clock';

const stackName = 'RootCredentialPurge';
const words = {
  lambda: 'The role defined for the function cannot be assumed by Lambda.',
  states:
    'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
  scheduler: 'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
};

const { template: app } = await openAccount({ assembly: inject('assembly'), stackName });
const roles = app.serviceRoles();
const folder = mkdtempSync(join(tmpdir(), 'root-purge-trust-'));
const file = join(folder, `${stackName}.template.json`);
let template: string;

beforeAll(() => {
  cpSync(inject('assembly'), folder, { recursive: true });
  template = readFileSync(file, 'utf8');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The template with a role that nobody may take on. */
function without(roleArn: string): string {
  const changed = JSON.parse(template);
  changed.Resources[roleArn.split('/').at(-1) ?? ''].Properties.AssumeRolePolicyDocument.Statement = [];
  return JSON.stringify(changed);
}

it('is asked for the role of every function, state machine and schedule', () => {
  const types = Object.values<{ Type: string }>(JSON.parse(template).Resources).map(({ Type }) => Type);
  const takers = types.filter((type) => /Lambda::Function|::StateMachine|::Schedule$/.test(type));
  expect(roles).toHaveLength(takers.length);
});

it.each(roles.map((role) => [role.roleArn.split('/').at(-1), role] as const))(
  'without the trust of %s the app does not even start',
  async (_, { roleArn, service }) => {
    writeFileSync(file, without(roleArn));
    const started = startLocalApp({
      assembly: folder,
      bucketFolder: join(folder, 'bucket'),
      clock: hurriedClock,
    });
    await expect(started).rejects.toThrow(words[service]);
  },
);
