import { expect, it } from 'vitest';
import { type CloudRun, cloudWorld } from '../../../../cli/run/cloud/cloud-world';

const signIn = { issuer: 'https://login.corp.example', clientId: 'root-purge' };
const asked: CloudRun = {
  organization: { kind: 'cloud', purge: true },
  work: { kind: 'purge', input: {} },
  approval: { approve: 'ask', approveIsDefault: true },
  folder: '/nowhere',
  display: { color: false },
  configuration: { signIn },
};
const audit = { ...asked.organization, purge: false };

it.each<[string, CloudRun]>([
  ['a purge', asked],
  ['a task', { ...asked, organization: audit, work: { kind: 'task', task: {} } }],
  ['a run to go on with', { ...asked, organization: { ...audit, resume: 'first' } }],
])('starts %s on one machine for nobody who has to sign in', async (_, request) => {
  await expect(cloudWorld(request, process)).rejects.toThrow(
    /^signIn: received a provider that approvers sign in with, .* Nothing was started\.$/,
  );
});
