import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { denialsIn, inRootSession, openingRootSessions, within } from '../../../../cli/check/deployed/denies';

const session = inRootSession('111122223333', 'aws');
const root = 'arn:aws:iam::*:root';
const policy = (statement: object | object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statement });
const deny = (Condition?: object, statement: object = { Action: '*' }) =>
  policy({ Effect: 'Deny', Resource: '*', ...statement, ...(Condition && { Condition }) });
const ofRoot = { 'aws:PrincipalArn': root };

describe('a root session', () => {
  it.each([
    ['all', deny()],
    ['the root user, by ArnLike', deny({ ArnLike: ofRoot })],
    ['the root user, by StringLike', deny({ StringLike: { 'aws:PrincipalArn': [root] } })],
    ['the root user, in other letters', deny({ ArnLike: { 'AWS:principalARN': root } })],
    [
      'the root user of this account',
      deny({ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:root' } }),
    ],
    ['all but a role', deny({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin' } })],
    ['all but who has a tag', deny({ StringNotEquals: { 'aws:PrincipalTag/team': 'security' } })],
    ['who has a tag, if at all', deny({ StringEqualsIfExists: { 'aws:PrincipalTag/team': 'security' } })],
    ['who has no tag', deny({ Null: { 'aws:PrincipalTag/team': 'true' } })],
    [
      'the root user all but a few actions',
      deny({ ArnLike: ofRoot }, { NotAction: ['iam:GetUser', 'iam:ListMFADevices'] }),
    ],
    ['the root user one action', deny({ ArnLike: ofRoot }, { Action: ['s3:*', 'iam:Deactivate*'] })],
    ['root sessions', deny({ Bool: { 'aws:AssumedRoot': true } })],
    [
      'calls outside of a Region that IAM is not in',
      deny({ StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } }),
    ],
    [
      'in the second of two statements',
      policy([
        { Effect: 'Allow', Action: '*' },
        { Effect: 'Deny', Action: 'iam:*' },
      ]),
    ],
  ])('yes: a policy that denies %s', (_, text) => {
    expect(denialsIn(text)(session)).toBe('yes');
  });

  it.each([
    ['allows all', policy({ Effect: 'Allow', Action: '*', Resource: '*' })],
    ['exempts root sessions', deny({ ArnLike: ofRoot, Null: { 'aws:AssumedRoot': 'true' } })],
    ['exempts them, by Bool', deny({ ArnLike: ofRoot, Bool: { 'aws:AssumedRoot': 'false' } })],
    [
      'exempts them, by BoolIfExists',
      deny({ ArnLike: ofRoot, BoolIfExists: { 'aws:AssumedRoot': 'false' } }),
    ],
    [
      'exempts them, by StringNotEquals',
      deny({ ArnLike: ofRoot, StringNotEquals: { 'aws:AssumedRoot': 'true' } }),
    ],
    [
      'is about the root user of another account',
      deny({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:root' } }),
    ],
    [
      'is about root users of another partition',
      deny({ ArnLike: { 'aws:PrincipalArn': 'arn:aws-us-gov:iam::*:root' } }),
    ],
    ['is about roles', deny({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } })],
    ['is about all but root users', deny({ ArnNotLike: ofRoot })],
    ['is about other actions', deny({ ArnLike: ofRoot }, { Action: ['s3:*', 'ec2:RunInstances'] })],
    [
      'leaves IAM alone',
      deny({ StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, { NotAction: ['iam:*', 'sts:*'] }),
    ],
    [
      'is about calls outside of some Regions, with that of IAM',
      deny({ StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } }),
    ],
    ['is about who has a tag', deny({ StringEquals: { 'aws:PrincipalTag/team': 'ops' } })],
    [
      'matches only with a dot that is a dot',
      deny({ StringLike: { 'aws:PrincipalArn': 'arn.aws.iam..*.root' } }),
    ],
    ['is the one of the documentation', readFileSync('docs/scps/deny-root-user.json', 'utf8')],
    ['keeps sts:AssumeRoot to the app', readFileSync('docs/scps/only-this-app-assumes-root.json', 'utf8')],
  ])('no: a policy that %s', (_, text) => {
    expect(denialsIn(text)(session)).toBe('no');
  });

  it.each([
    ['where they come from', deny({ ArnLike: ofRoot, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
    ['a key that nobody knows', deny({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
    ['when', deny({ DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } })],
    ['MFA', deny({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })],
  ])('maybe: that depends on %s', (_, text) => {
    expect(denialsIn(text)(session)).toBe('maybe');
  });

  it.each(['', 'no JSON', '{}', '{"Statement":{"Effect":"Maybe"}}'])('maybe: %j', (text) => {
    expect(denialsIn(text)(session)).toBe('maybe');
  });
});

describe('a role that opens root sessions', () => {
  const own = 'arn:aws:iam::444455556666:role/AssumeRootToInspect';
  const opening = openingRootSessions(own, 'eu-west-1');
  const keeping = readFileSync('docs/scps/only-this-app-assumes-root.json', 'utf8');

  it.each([
    ['yes', 'one that lets other roles alone', keeping],
    ['no', 'one that lets it, too', keeping.replace(/<the stack's output AssumeRootToInspectRoleArn>/, own)],
    ['yes', 'one against all of STS', deny(undefined, { Action: 'sts:*' })],
    ['yes', 'one against other Regions', deny({ StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } })],
    ['no', 'one against root users', deny({ ArnLike: ofRoot })],
    ['no', 'one against root sessions', deny({ Null: { 'aws:AssumedRoot': 'false' } })],
    ['maybe', 'one about tags', deny({ StringNotEquals: { 'aws:PrincipalTag/team': 'security' } })],
  ])('%s: %s', (answer, _, text) => {
    expect(denialsIn(text)(opening)).toBe(answer);
  });
});

describe('a role that opens root sessions in an account of its organization', () => {
  const own = 'arn:aws:iam::444455556666:role/AssumeRootToInspect';
  const opening = within('o-own', openingRootSessions(own, 'eu-west-1', '111122223333'));
  const outsiders = { 'aws:PrincipalOrgID': 'o-own' };

  it.each([
    ['no', 'one against who is in no organization of mine', deny({ StringNotEqualsIfExists: outsiders })],
    ['yes', 'one against who is in mine', deny({ StringEquals: outsiders })],
    ['yes', 'one about root users', deny(undefined, { Action: 'sts:*', Resource: 'arn:aws:iam::*:root' })],
    ['no', 'one about roles', deny(undefined, { Action: 'sts:*', Resource: 'arn:aws:iam::*:role/*' })],
    [
      'no',
      'one about all but root users',
      deny(undefined, { Action: 'sts:*', NotResource: '*:root', Resource: undefined }),
    ],
    [
      'no',
      'one against services that act for somebody else',
      deny({ Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
    ],
    [
      'maybe',
      'one about networks',
      deny({ NotIpAddressIfExists: { 'aws:SourceIp': '10.0.0.0/8' } }, { Action: 'sts:*' }),
    ],
    ['no', 'one about S3', deny(undefined, { Action: 's3:*' })],
  ])('%s: %s', (answer, _, text) => {
    expect(denialsIn(text)(opening)).toBe(answer);
  });
});
