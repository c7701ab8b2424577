import { describe, expect, it } from 'vitest';
import { type Access, AccessControl } from '../../../local-aws/iam/access-control';
import { parsePolicy } from '../../../local-aws/iam/policy-document';
import { type Principal, roleSession, servicePrincipal } from '../../../local-aws/iam/principal';

import { AwsError } from '../../../local-aws/wire/aws-error';
import { signerOf } from '../../../local-aws/wire/signer';

const roleArn = 'arn:aws:iam::111111111111:role/app/Writer';
const role = roleSession(roleArn, 'Work');
const bucket = 'arn:aws:s3:::runs';
const key = 'arn:aws:kms:eu-west-1:111111111111:key/k';
const topic = 'arn:aws:sns:eu-west-1:111111111111:Approvers';
const lambda = 'arn:aws:lambda:eu-west-1:111111111111:function:Page';
const machine = 'arn:aws:states:eu-west-1:111111111111:stateMachine:Purge';
const who = 'arn:aws:sts::111111111111:assumed-role/Writer/Work';

const policy = (...Statement: object[]) => [parsePolicy({ Statement }, 'Policy')];
const overPlainHttp = { Bool: { 'aws:SecureTransport': 'false' } };
const oldTls = { NumericLessThan: { 's3:TlsVersion': 1.2 } };

const access = new AccessControl({
  policies: {
    roles: { [roleArn]: policy({ Effect: 'Allow', Action: 's3:*', Resource: `${bucket}/runs/*` }) },
    resources: {
      [roleArn]: policy({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'lambda.amazonaws.com' },
      }),
      [bucket]: policy(
        { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: overPlainHttp },
        { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: oldTls },
        { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${bucket}/runs/locked/*` },
      ),
      [lambda]: policy({
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Principal: { Service: 'apigateway.amazonaws.com' },
        Resource: '*',
        Condition: {
          ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:eu-west-1:111111111111:api/*/*/page' },
        },
      }),
    },
  },
});

function refusalOf(principal: Principal, wanted: Access) {
  try {
    access.assertAllowed(principal, wanted);
  } catch (error) {
    if (error instanceof AwsError) return [error.name, error.status, error.message];
    throw error;
  }
}

const because = (action: string, kind = 'identity') =>
  `because no ${kind}-based policy allows the ${action} action`;

describe('a refusal has the words of the service', () => {
  it.each([
    ['s3:GetObject', `${bucket}/input/a`, 'AccessDenied', 403, `"${bucket}/input/a"`],
    ['s3:ListBucket', bucket, 'AccessDenied', 403, `"${bucket}"`],
    [
      'sts:AssumeRoot',
      'arn:aws:iam::222222222222:root',
      'AccessDenied',
      403,
      'arn:aws:iam::222222222222:root',
    ],
    ['lambda:InvokeFunction', lambda, 'AccessDeniedException', 403, lambda],
    ['states:SendTaskSuccess', machine, 'AccessDeniedException', 400, machine],
  ])('%s', (action, resource, code, status, shown) => {
    expect(refusalOf(role, { action, resource })).toEqual([
      code,
      status,
      `User: ${who} is not authorized to perform: ${action} on resource: ${shown} ${because(action)}`,
    ]);
  });

  it('sns:Publish, which SNS writes in capitals', () => {
    expect(refusalOf(role, { action: 'sns:Publish', resource: topic })).toEqual([
      'AuthorizationError',
      403,
      `User: ${who} is not authorized to perform: SNS:Publish on resource: ${topic} ${because('SNS:Publish')}`,
    ]);
  });

  it('kms:Decrypt, where the key must allow it too', () => {
    expect(refusalOf(role, { action: 'kms:Decrypt', resource: key })?.slice(0, 2)).toEqual([
      'AccessDeniedException',
      400,
    ]);
  });

  it('organizations:ListAccounts, where Organizations says nothing of who and what', () => {
    expect(refusalOf(role, { action: 'organizations:ListAccounts', resource: '*' })).toEqual([
      'AccessDeniedException',
      400,
      "You don't have permissions to access this resource.",
    ]);
  });

  it('an explicit deny', () => {
    const locked = `${bucket}/runs/locked/a`;
    expect(refusalOf(role, { action: 's3:PutObject', resource: locked })?.[2]).toBe(
      `User: ${who} is not authorized to perform: s3:PutObject on resource: "${locked}" with an explicit deny in a resource-based policy`,
    );
  });
});

describe('an event bus of another account', () => {
  const eventBus = 'arn:aws:events:eu-west-1:111111111111:event-bus/forwarded';
  const forwarder = 'arn:aws:iam::222222222222:role/Forwarder';
  const put = { Effect: 'Allow', Action: 'events:PutEvents', Resource: eventBus };
  const ofAccount = { AWS: 'arn:aws:iam::222222222222:root' };

  it.each([
    ['both allow it', [put], [{ ...put, Principal: ofAccount }], undefined],
    ['only the role may', [put], [], 'resource'],
    ['only the bus lets in', [], [{ ...put, Principal: ofAccount }], 'identity'],
    ['the bus lets another account in', [put], [{ ...put, Principal: { AWS: '333333333333' } }], 'resource'],
  ])('gets events where %s', (_, ofRole, ofBus, missing) => {
    const access = new AccessControl({
      policies: {
        roles: { [forwarder]: policy(...ofRole) },
        resources: { [eventBus]: policy(...ofBus) },
      },
    });
    const wanted = { action: 'events:PutEvents', resource: eventBus };
    expect(access.decide(roleSession(forwarder, 'Rule'), wanted)).toEqual(
      missing
        ? { allowed: false, because: because('events:PutEvents', missing) }
        : { allowed: true, by: expect.anything() },
    );
  });
});

describe('a role', () => {
  it('may do what its policy allows, over HTTP on this machine, which counts as TLS', () => {
    expect(refusalOf(role, { action: 's3:PutObject', resource: `${bucket}/runs/a` })).toBeUndefined();
  });

  it('is known by the access key of its session', () => {
    const session = access.assumeRole(roleArn, 'Work', servicePrincipal('lambda'));
    const credentials = access.credentialsOf(session);
    const { accessKeyId } = credentials;
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host`;
    expect(accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(access.principalOf(signerOf(new Headers({ authorization })).accessKeyId)).toEqual(role);
    expect(access.secretsOf(accessKeyId)).toEqual(credentials);
    expect(access.principalOf('ASIAOTHER')).toBeUndefined();
    expect(access.secretsOf('ASIAOTHER')).toBeUndefined();
  });

  it('has credentials that are the same each time, and no other role or process has', () => {
    const ofRole = access.credentialsOf(role);
    expect(access.credentialsOf(role)).toEqual(ofRole);
    const { policies } = access;
    const others = [
      access.credentialsOf(roleSession(roleArn, 'Other')),
      new AccessControl({ policies }).credentialsOf(role),
    ];
    for (const other of others)
      for (const [name, value] of Object.entries(ofRole))
        expect(Object.entries(other)).not.toContainEqual([name, value]);
  });

  it('is not assumed by a service that it does not trust', () => {
    expect(() => access.assumeRole(roleArn, 'Work', servicePrincipal('states'))).toThrow(
      'User: states.amazonaws.com is not authorized to perform: sts:AssumeRole',
    );
  });

  it('may do something else as soon as its policies are replaced', () => {
    const wanted = { action: 's3:GetObject', resource: `${bucket}/runs/a` };
    const { roles } = access.policies;
    access.putRolePolicies(roleArn, []);
    expect(refusalOf(role, wanted)).toBeDefined();
    access.putRolePolicies(roleArn, roles[roleArn] ?? []);
    expect(refusalOf(role, wanted)).toBeUndefined();
  });
});

describe('a service', () => {
  const wanted = { action: 'lambda:InvokeFunction', resource: lambda };
  const source = (path: string): Principal => ({
    type: 'service',
    name: 'apigateway.amazonaws.com',
    sourceArn: `arn:aws:execute-api:eu-west-1:111111111111:api/$default/GET/${path}`,
  });

  it('may invoke a function for the source that the permission names', () => {
    expect(refusalOf(source('page'), wanted)).toBeUndefined();
  });

  it('may not for another source', () => {
    expect(refusalOf(source('other'), wanted)?.[2]).toBe(
      `User: apigateway.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${lambda} ${because('lambda:InvokeFunction', 'resource')}`,
    );
  });
});

it('a caller that nobody knows is refused', () => {
  expect(() => access.authorize({}, { action: 's3:GetObject', resource: `${bucket}/runs/a` })).toThrow(
    'The security token included in the request is invalid.',
  );
});
