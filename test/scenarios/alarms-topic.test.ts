import { describe, expect, inject, it } from 'vitest';
import {
  accountId,
  openAccount,
  type Principal,
  region,
  roleSession,
  servicePrincipal,
} from '../../local-aws';
import { useScenario } from './support/scenario';

const scenario = useScenario();
const { template } = await openAccount({ assembly: inject('assembly'), stackName: 'RootCredentialPurge' });
const topic = template.topics().find(({ logicalId }) => logicalId.startsWith('Alarms'))?.arn ?? '';
const roles = Object.keys(template.policies().roles);

const mayPublish = (principal: Principal) =>
  scenario.app.access.decide(principal, { action: 'sns:Publish', resource: topic }).allowed;

const alarm = (account: string) => `arn:aws:cloudwatch:${region}:${account}:alarm:Failing`;
const rule = (account: string) => `arn:aws:events:${region}:${account}:rule/somebody-s`;

describe('the topic of the alarms', () => {
  it.each<[string, Principal, boolean]>([
    ['an alarm of this account', servicePrincipal('cloudwatch', alarm(accountId)), true],
    ['an alarm of another account', servicePrincipal('cloudwatch', alarm('222222222222')), false],
    [
      'CloudWatch for something that is no alarm',
      servicePrincipal('cloudwatch', `arn:aws:cloudwatch::${accountId}:dashboard/x`),
      false,
    ],
    ['CloudWatch for nobody', servicePrincipal('cloudwatch'), false],
    ['a rule of this account', servicePrincipal('events', rule(accountId)), false],
    ['a rule of another account', servicePrincipal('events', rule('222222222222')), false],
  ])('hears %s: %s', (_, principal, allowed) => {
    expect(mayPublish(principal)).toBe(allowed);
  });

  it('hears this role, and no other one of the app', () => {
    const heard = roles.filter((role) => mayPublish(roleSession(role, 'x')));
    expect(
      heard
        .map((role) =>
          role
            .split('/')
            .at(-1)
            ?.replace(/Role[0-9A-F]{8}$/, ''),
        )
        .sort(),
    ).toEqual(['AccountTriggerStartForAccount']);
  });
});
