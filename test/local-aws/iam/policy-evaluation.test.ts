import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../local-aws/iam/policy-document';
import { type ApplicablePolicies, evaluatePolicies } from '../../../local-aws/iam/policy-evaluation';
import { type Principal, roleSession } from '../../../local-aws/iam/principal';
import { compilePolicy } from '../../../local-aws/iam/statement';

const role: Principal = roleSession('arn:aws:iam::111111111111:role/app/Writer', 'Work');
const gateway: Principal = { type: 'service', name: 'apigateway.amazonaws.com' };
const key = 'arn:aws:kms:eu-west-1:111111111111:key/k';

const policy = (...Statement: object[]) => compilePolicy(parsePolicy({ Statement }, 'Policy'), 'Policy');
const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
const deny = { Effect: 'Deny', Action: '*', Resource: '*' };
const account = { AWS: 'arn:aws:iam::111111111111:root' };

function decide(policies: ApplicablePolicies, { principal = role, action = 'kms:Decrypt' } = {}) {
  return evaluatePolicies({ principal, action, resource: key, context: {} }, policies);
}

const allowed = { allowed: true, by: expect.objectContaining({ action: '*', resource: '*' }) };
const because = (reason: string) => ({ allowed: false, because: reason });
const notByIdentity = because('because no identity-based policy allows the kms:Decrypt action');
const notByResource = because('because no resource-based policy allows the kms:Decrypt action');

describe('a request', () => {
  it.each<[string, ApplicablePolicies, object]>([
    ['no policy', {}, notByIdentity],
    ['an identity-based policy that allows', { identity: policy(allow) }, allowed],
    [
      'an explicit deny among what allows',
      { identity: policy(allow, deny, allow) },
      because('with an explicit deny in an identity-based policy'),
    ],
    ['a resource-based policy that names nobody', { resource: policy(allow) }, notByIdentity],
    [
      'a resource-based policy that names the role',
      { resource: policy({ ...allow, Principal: { AWS: 'arn:aws:iam::111111111111:role/app/Writer' } }) },
      allowed,
    ],
    [
      'a resource-based policy that names the role session',
      {
        resource: policy({
          ...allow,
          Principal: { AWS: 'arn:aws:sts::111111111111:assumed-role/Writer/Work' },
        }),
      },
      allowed,
    ],
    [
      'a resource-based policy that names everyone',
      { resource: policy({ ...allow, Principal: '*' }) },
      allowed,
    ],
    [
      'a resource-based policy that names another role',
      { resource: policy({ ...allow, Principal: { AWS: 'arn:aws:iam::111111111111:role/Other' } }) },
      notByIdentity,
    ],
    [
      'a resource-based policy that names the account, which delegates to identity-based ones',
      { resource: policy({ ...allow, Principal: account }) },
      notByIdentity,
    ],
    [
      'a resource-based deny to the account',
      { identity: policy(allow), resource: policy({ ...deny, Principal: { AWS: '111111111111' } }) },
      because('with an explicit deny in a resource-based policy'),
    ],
    [
      'a resource-based deny to another account',
      { identity: policy(allow), resource: policy({ ...deny, Principal: { AWS: '222222222222' } }) },
      allowed,
    ],
    [
      'a service control policy that denies',
      { identity: policy(allow), serviceControl: policy(deny) },
      because('with an explicit deny in a service control policy'),
    ],
    [
      'a key whose policy lets the account in, and an identity-based policy that allows',
      {
        identity: policy(allow),
        resource: policy({ ...allow, Principal: account }),
        resourceMustAllow: true,
      },
      allowed,
    ],
    [
      'a key whose policy lets the account in, and nothing else',
      { resource: policy({ ...allow, Principal: account }), resourceMustAllow: true },
      notByIdentity,
    ],
    [
      'a key whose policy does not let the account in',
      { identity: policy(allow), resourceMustAllow: true },
      notByResource,
    ],
  ])('with %s', (_, policies, decision) => {
    expect(decide(policies)).toEqual(decision);
  });

  it.each<[string, object, object]>([
    ['that names the service', { Service: 'apigateway.amazonaws.com' }, allowed],
    ['that names another service', { Service: 'events.amazonaws.com' }, notByResource],
    ['that names the account', account, notByResource],
  ])('of a service needs a resource-based policy %s', (_, Principal, decision) => {
    expect(decide({ resource: policy({ ...allow, Principal }) }, { principal: gateway })).toEqual(decision);
  });
});
