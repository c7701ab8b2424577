import { describe, expect, it } from 'vitest';
import { parseExecutionInput } from '../../../lambdas/input/execution-input';
import { InvalidInputError } from '../../../lambdas/skeleton/errors';

describe('parseExecutionInput', () => {
  it('takes {} as a purge of all four kinds in every active member account', () => {
    expect(parseExecutionInput({})).toEqual({
      mode: 'purge',
      credentials: ['signing-certificates', 'access-keys', 'login-profile', 'mfa-devices'],
    });
  });

  it.each(['Comment', 'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID'])(
    'takes %s of the console as {}',
    (key) => {
      expect(parseExecutionInput({ [key]: 'Insert your JSON here' })).toEqual(parseExecutionInput({}));
    },
  );

  it('takes every documented field', () => {
    const input = {
      accounts: ['111122223333'],
      accountsFile: 's3://bucket/input/account_id.list',
      organizationalUnits: ['ou-ab12-cd34ef56', 'r-ab12'],
      exclude: ['444455556666'],
      mode: 'audit',
      credentials: ['access-keys'],
      reseals: 'task-recovery',
      reason: 'Quarterly check',
    };
    expect(parseExecutionInput(input)).toEqual(input);
  });

  it.each([
    [{ account: ['111122223333'] }, /account: not a field of the input; allowed: accounts, accountsFile,/],
    [{ reseals: 'recovery' }, /reseals: received "recovery"; allowed: the run of a privileged task/],
    [{ accounts: [] }, /accounts: received \[\]; allowed: at least one account ID/],
    [
      { accounts: '111122223333' },
      /accounts: received "111122223333"; allowed: a list of 12-digit account IDs/,
    ],
    [
      { accounts: [111122223333] },
      /accounts\[0\]: received 111122223333; allowed: a 12-digit account ID as a string/,
    ],
    [
      { accounts: ['1111', '111122223333\r'] },
      /accounts\[0\]: received "1111"[\s\S]*accounts\[1\]: received "111122223333\\r"/,
    ],
    [
      { accountsFile: 'account_id.list' },
      /accountsFile: received "account_id.list"; allowed: an s3:\/\/ URI/,
    ],
    [
      { organizationalUnits: ['Sandbox'] },
      /organizationalUnits\[0\]: received "Sandbox"; allowed: an organizational unit ID/,
    ],
    [{ exclude: ['x'] }, /exclude\[0\]: received "x"; allowed: a 12-digit account ID/],
    [{ mode: 'delete' }, /mode: received "delete"; allowed: one of purge, audit, rehearsal/],
    [
      { credentials: ['passwords'] },
      /credentials\[0\]: received "passwords"; allowed: one of signing-certificates, access-keys/,
    ],
    [{ credentials: [] }, /credentials: received \[\]; allowed: at least one kind/],
    [{ reason: 'x'.repeat(1001) }, /reason: received "x{79}…; allowed: at most 1,000 characters/],
    [[], /input: received \[\]; allowed: a JSON object/],
    ['text', /input: received "text"; allowed: a JSON object/],
    [null, /input: received null; allowed: a JSON object/],
  ])('refuses %j', (input, message) => {
    expect(() => parseExecutionInput(input)).toThrow(InvalidInputError);
    expect(() => parseExecutionInput(input)).toThrow(message);
  });

  it.each(['', ' \n', '\u200B', '\u2800\u3164', '\u202E\u0000', '\u0301'])(
    'refuses a reason that nobody can see: %j',
    (reason) => {
      expect(() => parseExecutionInput({ reason })).toThrow(/reason: .*; allowed: a text that can be seen/);
    },
  );

  it.each([
    [80, JSON.stringify('x'.repeat(78))],
    [81, `${JSON.stringify('x'.repeat(79)).slice(0, 80)}…`],
  ])('shows of a wrong value 80 characters: %i', (length, shown) => {
    expect(() => parseExecutionInput({ mode: 'x'.repeat(length - 2) })).toThrow(`mode: received ${shown};`);
  });

  it('names every wrong field in one error', () => {
    expect(() => parseExecutionInput({ mode: 'x', exclude: ['y'], colour: 'red' })).toThrow(
      /Nothing was started\.\n- exclude\[0\]: .*\n- mode: .*\n- colour: /,
    );
  });
});
