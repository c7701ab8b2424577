import { expect, it } from 'vitest';
import { aimlessProblem, faultsTold, formatFaultsTold } from '../../../../cli/run/simulated/faults-told';
import { parseFaultSpec } from '../../../../local-aws';

const many = Array.from({ length: 21 }, (_, index) => `Operation${index}Xyz`);
const functions = ['arn:aws:lambda:eu-west-1:111111111111:function:RootCredentialPurge-DeleteAccessKeys'];

it.each([
  [
    'throttle:AssumRoot',
    'name',
    ['sts', 'AssumeRoot', 'AssumeRole'],
    'throttle meets nothing of this name; did you mean AssumeRoot?',
  ],
  [
    'throttle:111111111111/AssumRoot',
    'name',
    ['AssumeRoot'],
    'throttle meets nothing of this name; did you mean AssumeRoot?',
  ],
  [
    'unread:plam.json',
    'name',
    ['runs/x/plan.json', 'runs/task-x/plan.json'],
    'unread meets nothing of this name; did you mean plan.json?',
  ],
  [
    'unread:z',
    'name',
    ['runs/x/plan.json'],
    'unread meets nothing of this name; allowed is a part of the key of an object of a run, such as plan.json',
  ],
  [
    'timeout:z',
    'name',
    functions,
    'timeout meets nothing of this name; allowed is a part of the name of a function, such as DeleteAccessKeys',
  ],
  [
    'misdirect:x',
    'name',
    ['sts', 'AssumeRoot'],
    'misdirect meets nothing of this name; allowed is a part of sts or AssumeRoot',
  ],
  [
    'reset:zz',
    'name',
    many,
    'reset meets nothing of this name; allowed is a part of the name of an operation, a service or an object, such as AssumeRoot, iam or plan.json',
  ],
  [
    'reset:111111111119/GetUser',
    'account',
    ['111111111111'],
    'the organization has no such account; did you mean 111111111111?',
  ],
  [
    'reset:999999999999',
    'account',
    ['111111111111', '222222222222'],
    'the organization has no such account; allowed is one of its accounts, such as 111111111111, 222222222222',
  ],
] as const)('refuses %s where there is no such %s', (spec, lacks, names, problem) => {
  const [rule] = parseFaultSpec(spec);
  if (!rule) throw new Error('no rule');
  expect(aimlessProblem({ rule, lacks, names })).toBe(`--faults: received "${spec}", and ${problem}`);
});

it('tells what struck, and by its specification what never happened', () => {
  const told = faultsTold({ reset: 2, throttle: 1 }, parseFaultSpec('error:Publish=3@5%,stale'));
  expect(told).toEqual({ struck: { reset: 2, throttle: 1 }, neverHappened: ['error:Publish=3@5%', 'stale'] });
  expect(formatFaultsTold(told)).toBe(
    'Faults that struck: reset 2, throttle 1.\nerror:Publish=3@5%: never happened.\nstale: never happened.',
  );
  expect(formatFaultsTold(faultsTold({}, []))).toBe('Faults that struck: none.');
});
