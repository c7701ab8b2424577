import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { assertInReach, functionsInReach, type Reach } from '../../cli/run/reach';
import { findStateMachines } from '../../cli/run/state-machines';
import { appStackName } from '../../lib/app-stack-name';
import { AccessControl, type Json, openAccount } from '../../local-aws';
import { changing, changingCall } from './support/changing-calls';

const { template } = await openAccount({ assembly: inject('assembly'), stackName: appStackName });
const functions = template.functions();
const machines = findStateMachines(template.stateMachines());
const policies = template.policies();

const inReach = (reach: Reach, given = policies) =>
  functionsInReach(functions, machines, new AccessControl({ policies: given }), reach);

const changes = new RegExp(`(?<=")${changingCall}(?=")`, 'g');

/** By function, what of that is in its bundle. */
const foundIn = (reach: Reach) =>
  Object.fromEntries(
    inReach(reach).flatMap(({ environment, codePath }) => {
      const found = readFileSync(join(codePath, 'index.mjs'), 'utf8').match(changes);
      return found ? [[environment.POWERTOOLS_SERVICE_NAME, [...new Set(found)].join()]] : [];
    }),
  );

describe('in reach', () => {
  it('of an audit is no code that changes an account', () => {
    expect(foundIn('audit')).toEqual({});
  });

  it('of a purge is what it deletes with, and nothing of privileged tasks', () => {
    expect(foundIn('purge')).toEqual(changing.purge);
  });

  it('of everything are privileged tasks, too', () => {
    expect(foundIn('everything')).toEqual(changing.everything);
  });

  it.each<[Reach, string[]]>([
    ['audit', ['AssumeRootToInspect']],
    ['purge', ['AssumeRootToInspect', 'AssumeRootToPurge']],
  ])('of an %s, these open root sessions', (reach, expected) => {
    const opening = inReach(reach).filter(({ environment }) => environment.TASK_POLICY_ARN);
    expect(opening.map(({ environment }) => environment.POWERTOOLS_SERVICE_NAME)).toEqual(expected);
  });

  it('of an audit is all that an audit takes', () => {
    const states = inReach('audit').map(({ environment }) => environment.POWERTOOLS_SERVICE_NAME);
    const needed = ['ListAccounts', 'AssumeRootToInspect', 'InspectCredentials', 'PlanPurge', 'WriteReport'];
    expect(states).toEqual(expect.arrayContaining(needed));
  });

  it('of an audit is nothing at all where its own function may open more than audit sessions', () => {
    const inspect = functions.find(
      ({ environment }) => environment.POWERTOOLS_SERVICE_NAME === 'AssumeRootToInspect',
    );
    const roleArn = inspect?.roleArn ?? '';
    const any = { Effect: 'Allow' as const, Action: ['sts:AssumeRoot'], Resource: ['*'], Condition: {} };
    const roles = { ...policies.roles, [roleArn]: [{ Statement: [any] }] };
    const left = inReach('audit', { ...policies, roles });
    expect(left.map(({ roleArn }) => roleArn)).not.toContain(roleArn);
  });
});

describe('an execution', () => {
  it.each<Json>([{ mode: 'purge' }, {}, null, 'audit', ['audit']])(
    'of an audit is refused with %j',
    (input) => {
      expect(() => assertInReach('audit', input)).toThrow('Only audits can be started here');
    },
  );

  it('that audits may be started everywhere, and one that purges where it is in reach', () => {
    expect(() => assertInReach('audit', { mode: 'audit' })).not.toThrow();
    expect(() => assertInReach('purge', { mode: 'purge' })).not.toThrow();
  });
});
