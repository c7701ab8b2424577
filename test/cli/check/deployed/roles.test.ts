import { afterEach, beforeAll, expect, it } from 'vitest';
import type { PolicyDocument } from '../../../../local-aws';
import { Checked } from './support';

const checked = new Checked();
beforeAll(() => checked.authenticateAll());

let putBack: () => void = () => undefined;
afterEach(() => putBack());

/** Changes what IAM tells of a role of the stack. */
function change(name: string, to: (trust: PolicyDocument[]) => PolicyDocument[] | undefined): string {
  const { roles, resources } = checked.deployed.app.access.policies;
  const arn = Object.keys(roles).find((each) => each.includes(name)) ?? '';
  const before = { role: roles[arn] ?? [], trust: resources[arn] ?? [] };
  putBack = () => {
    roles[arn] = before.role;
    resources[arn] = before.trust;
  };
  const trust = to(before.trust);
  if (trust) resources[arn] = trust;
  else delete roles[arn];
  return arn;
}

const rows = async () => (await checked.json()).checks.filter(({ check }) => check === 'roles');
const trusting = (Principal: PolicyDocument['Statement'][number]['Principal']) => (): PolicyDocument[] => [
  {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: ['sts:AssumeRole'], Resource: ['*'], Condition: {} }],
  },
];

it('is yes where all are as declared', async () => {
  expect(await rows()).toMatchObject([
    { answer: 'yes', detail: expect.stringMatching(/^all \d+ are there/) },
  ]);
});

it.each([
  ['is gone', () => undefined, /^the role \S*AssumeRootToInspect\S* is not there$/],
  [
    'trusts somebody else',
    trusting({ AWS: ['arn:aws:iam::999999999999:root'] }),
    /^the role \S+ does not let lambda\.amazonaws\.com take it on$/,
  ],
  ['trusts another service', trusting({ Service: ['ec2.amazonaws.com'] }), /does not let lambda/],
])('says that a role %s, with the command that brings it back', async (_, to, detail) => {
  change('AssumeRootToInspect', to);
  expect(await rows()).toEqual([
    expect.objectContaining({
      answer: 'no',
      detail: expect.stringMatching(detail),
      fix: expect.objectContaining({ command: 'npx cdk deploy RootCredentialPurge --revert-drift' }),
    }),
  ]);
});
