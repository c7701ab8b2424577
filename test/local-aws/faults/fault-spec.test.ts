import { describe, expect, it } from 'vitest';
import { formatFaultSpec, parseFaultSpec } from '../../../local-aws/faults/fault-spec';

describe('parseFaultSpec', () => {
  it.each([
    ['reset', [{ fault: 'reset' }]],
    ['throttle:AssumeRoot=8', [{ fault: 'throttle', target: 'AssumeRoot', count: 8 }]],
    ['error:iam@5%', [{ fault: 'error', target: 'iam', percent: 5 }]],
    ['unwritten:purge/=1@50%', [{ fault: 'unwritten', target: 'purge/', count: 1, percent: 50 }]],
    [
      'stale:ListAccessKeys=2, crash-after:DeleteAccessKeys',
      [
        { fault: 'stale', target: 'ListAccessKeys', count: 2 },
        { fault: 'crash-after', target: 'DeleteAccessKeys' },
      ],
    ],
  ])('reads %s', (spec, rules) => {
    expect(parseFaultSpec(spec)).toEqual(rules);
    expect(parseFaultSpec(formatFaultSpec(parseFaultSpec(spec)))).toEqual(rules);
  });

  it.each([
    ['', 'there is no fault ""'],
    ['storm', 'there is no fault "storm"'],
    ['reset:AssumeRoot=0', 'received "reset:AssumeRoot=0"; allowed'],
    ['reset@101%', 'received "reset@101%"; allowed'],
    ['reset@5', 'received "reset@5"; allowed'],
    ['reset@0%', 'received "reset@0%"; allowed'],
    ['bucket:AssumeRoot@5%', 'received "bucket:AssumeRoot@5%"; allowed: bucket[:TARGET]=COUNT, such as'],
    ['lambda-quota:ListThings', 'received "lambda-quota:ListThings"; allowed: lambda-quota[=COUNT], such as'],
    ['lambda-quota=5@5%', 'received "lambda-quota=5@5%"; allowed: lambda-quota[=COUNT]'],
    ['reset,storm,hail', '"storm", and there is no fault "storm"; received "hail"'],
    ['foo', 'received "foo", and there is no fault "foo"; allowed are throttle, bucket, error, reset, lost,'],
  ])('refuses %j, and says why', (spec, message) => {
    expect(() => parseFaultSpec(spec)).toThrow(message);
  });
});
