import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { introduction, pasteReady, readSettings, whyNotStarted } from '../../../cli/simulator/command-line';
import { createOrganization, type OrganizationOptions } from '../../../local-aws';
import { NOW } from '../../local-aws/organization/fixture';
import { ManualClock } from '../../support/manual-clock';

describe('readSettings', () => {
  it('needs no option', () => {
    expect(readSettings([])).toEqual({
      port: 4566,
      accounts: 12,
      seed: 1,
      latency: 0,
      trouble: false,
      resources: false,
      features: 'all',
      trustedAccess: true,
      delegatedAdministrator: false,
      caller: 'management',
      throttle: false,
      deployed: false,
    });
  });

  it('takes every option', () => {
    const commandLine =
      '--port 0 --accounts 500 --seed 7 --latency 40 --trouble --resources --features credentials --trusted-access off --caller member --throttle';
    expect(readSettings(commandLine.split(' '))).toEqual({
      port: 0,
      accounts: 500,
      seed: 7,
      latency: 40,
      trouble: true,
      resources: true,
      features: 'credentials',
      trustedAccess: false,
      delegatedAdministrator: false,
      caller: 'member',
      throttle: true,
      deployed: false,
    });
  });

  it('reads the event that a deployed app is sent', () => {
    const file = 'test/fixtures/events/create-account-failed.json';
    const event = JSON.parse(readFileSync(file, 'utf8'));
    expect(readSettings(['--deployed', '--event', file])).toMatchObject({ deployed: true, event });
  });

  it('registers the delegated administrator that it calls from', () => {
    expect(readSettings(['--caller', 'delegated-administrator'])).toMatchObject({
      delegatedAdministrator: true,
    });
  });

  it.each([
    ['--port 65536', '--port must be a whole number from 0 to 65535, not "65536"'],
    ['--port abc', '--port must be a whole number from 0 to 65535, not "abc"'],
    ['--accounts 0', '--accounts must be a whole number from 1 to 10000, not "0"'],
    ['--accounts -3', '--accounts must be a whole number from 1 to 10000, not "-3"'],
    ['--accounts 1e3', '--accounts must be a whole number from 1 to 10000, not "1e3"'],
    ['--seed 1.5', '--seed must be a whole number from 0 to 4294967295, not "1.5"'],
    ['--latency=', '--latency must be a whole number from 0 to 60000, not ""'],
    ['--seed 1 --seed 2', '--seed: received "1" and "2"; allowed is one of them'],
    ['--troubles', '--troubles is not an option; see --help'],
    ['--features some', '--features must be one of none, credentials, all, not "some"'],
    ['--trusted-access yes', '--trusted-access must be one of on, off, not "yes"'],
    ['--caller me', '--caller must be one of management, delegated-administrator, member, not "me"'],
    [
      '--caller delegated-administrator --trusted-access off',
      'A delegated administrator needs --trusted-access on',
    ],
    ['12', '12 is not an option; see --help'],
    [
      '--event test/fixtures/events/create-account-failed.json',
      '--event needs --deployed: an app that hears of it',
    ],
    [
      '--deployed --port 1 --caller member',
      '--port means nothing with --deployed: .root-purge/deployed.env says where and who\n--caller means nothing with --deployed: .root-purge/deployed.env says where and who',
    ],
  ])('refuses %s', (commandLine, message) => {
    expect(() => readSettings(commandLine.split(' '))).toThrow(new Error(message));
  });

  it('names all wrong options at once', () => {
    expect(() => readSettings('--port x --seed y --now'.split(' '))).toThrow(
      new Error(
        [
          '--now is not an option; see --help',
          '--port must be a whole number from 0 to 65535, not "x"',
          '--seed must be a whole number from 0 to 4294967295, not "y"',
        ].join('\n'),
      ),
    );
  });
});

describe('whyNotStarted', () => {
  it.each([
    [
      Object.assign(new Error('listen'), { code: 'EADDRINUSE' }),
      'Port 80 is taken: choose another with --port, or 0 for a free one',
    ],
    [new Error('listen EACCES'), 'Error: listen EACCES'],
  ])('explains %s', (error, reason) => {
    expect(whyNotStarted(error, 80)).toBe(reason);
  });
});

describe('introduction', () => {
  const create = (options: Partial<OrganizationOptions>) =>
    createOrganization({ accounts: 3, seed: 1, clock: new ManualClock(NOW), ...options });

  it('says who you are and how many accounts there are', () => {
    const organization = create({});
    expect(introduction(organization).split('\n')).toEqual([
      `# you are arn:aws:iam::${organization.managementAccount.id}:user/operator`,
      '# 3 simulated member accounts until Ctrl-C; paste this into another shell:',
    ]);
  });

  it('names what is locked', () => {
    const organization = create({ resources: true, caller: 'member' });
    const [first, , third] = organization.accounts.map(({ id }) => id);
    const lines = introduction(organization).split('\n');
    expect(lines.map((line) => line.replace(/[\w-]+-(logs|jobs)/, 'some-$1'))).toEqual([
      `# locked by its policy: bucket some-logs-${first} in eu-west-1 of account ${first}`,
      `# locked by its policy: bucket some-logs-${third} in us-east-1 of account ${third}`,
      `# locked by its policy: queue https://sqs.us-east-1.amazonaws.com/${first}/some-jobs of account ${first}`,
      `# locked by its policy: queue https://sqs.ap-southeast-2.amazonaws.com/${third}/some-jobs of account ${third}`,
      `# you are arn:aws:sts::${third}:assumed-role/OrganizationAdministrator/operator`,
      '# 3 simulated member accounts until Ctrl-C; paste this into another shell:',
    ]);
  });
});

describe('pasteReady', () => {
  it('sets what the AWS CLI and the SDKs read, and unsets what would get in the way', () => {
    expect(pasteReady('http://127.0.0.1:4566').split('\n')).toEqual([
      'export AWS_ENDPOINT_URL=http://127.0.0.1:4566',
      'export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1',
      'export AWS_ACCESS_KEY_ID=operator AWS_SECRET_ACCESS_KEY=simulated',
      'unset AWS_SESSION_TOKEN AWS_PROFILE',
    ]);
  });
});
