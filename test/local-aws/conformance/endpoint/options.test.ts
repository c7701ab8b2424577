import { describe, expect, it } from 'vitest';
import { OptionsError, readOptions } from './options';

const role = 'arn:aws:iam::123456789012:role/Conformance';

describe('npm run conformance', () => {
  it.each([
    [
      ['--endpoint', 'http://127.0.0.1:4566', '--mocks', '--region', 'eu-west-1'],
      { endpoint: 'http://127.0.0.1:4566', functions: 'mocks', region: 'eu-west-1', patience: 10 },
    ],
    [
      ['--endpoint', 'http://127.0.0.1:4566', '--lambda-port', '4600', '--patience', '0'],
      { functions: 'lambda', lambdaPort: 4600, patience: 0 },
    ],
    [['--aws', '--role-arn', role], { endpoint: undefined, roleArn: role, functions: 'none' }],
    [['--write-mocks', 'mocks.json'], { writeMocks: 'mocks.json' }],
  ])('takes %j', (args, options) => {
    expect(readOptions(args)).toMatchObject(options);
  });

  it.each([
    [[], 'exactly one of --endpoint URL, --aws and --write-mocks FILE says what to do'],
    [['--aws', '--endpoint', 'http://a', '--role-arn', role], 'exactly one of'],
    [['--aws'], '--aws needs --role-arn ARN'],
    [['--aws', '--role-arn', role, '--mocks'], '--aws knows neither --mocks nor --lambda-port'],
    [['--endpoint', 'a'], '--endpoint a: not an http URL'],
    [['--endpoint', 'http://a', '--role-arn', 'r'], '--role-arn r: not the ARN of a role'],
    [['--endpoint', 'http://a', '--lambda-port', '70000'], '--lambda-port 70000: not a port'],
    [['--endpoint', 'http://a', '--patience', '-1'], '--patience -1: not a whole number of seconds'],
    [['--endpoint', 'http://a', '--mocks', '--lambda-port', '1'], 'one of --mocks and --lambda-port'],
    [['--bogus'], "unknown option '--bogus'"],
    [['more'], 'too many arguments'],
  ])('refuses %j with one error', (args, said) => {
    expect(() => readOptions(args)).toThrow(OptionsError);
    expect(() => readOptions(args)).toThrow(said);
  });

  it('names everything that is wrong at once', () => {
    expect(() => readOptions(['--endpoint', 'a', '--patience', 'b'])).toThrow(
      /--endpoint a.*\n.*--patience b/s,
    );
  });
});
