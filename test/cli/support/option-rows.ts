import { expect, it } from 'vitest';

/** What shows that an option is honoured: it is seen on this command line, and not on the same one without the option. */
interface OptionRow {
  /** The option's value; none for a flag. */
  readonly value?: string;
  /** A regular expression for all that the command says and does. */
  readonly seen: string;
  /** What else has to be said with it. @default what the command is called with */
  readonly beside?: readonly string[];
  /** It is seen without the option, too, which takes away what this command never has. */
  readonly always?: true;
}

/** How a command is called, and a row for each of its options, by the long name. */
export interface OptionRows {
  readonly call: readonly string[];
  readonly rows: Readonly<Record<string, OptionRow>>;
}

/** Where there are no colours, though something forces them. */
const plain = '^[^\\u001b]*$';
const task = '{"task":"allow-password-recovery","accounts":["ID"],"reason":"Once"}';

const display: OptionRows['rows'] = {
  '--profile': { value: 'nobody', seen: 'There is no profile "nobody"' },
  '--region': { value: 'a b', seen: '--region: ' },
  '--help': { seen: 'Usage: root-purge' },
};
/** `ID` stands for an account of the organization, `ROOT` for its root; `id.list` is a file. */
const work: OptionRows['rows'] = {
  '--list': { value: 'id.list', seen: '"accounts(File":"s3:.*\\.list|":\\["ID"\\])' },
  '--accounts': { value: 'ID', seen: '"accounts":\\["ID"\\]' },
  '--ou': { value: 'ROOT', seen: '"organizationalUnits":\\["ROOT"\\]' },
  '--exclude': { value: 'ID', seen: '"exclude":\\["ID"\\]' },
  '--credentials': { value: 'access-keys', seen: '"credentials":\\["access-keys"\\]' },
  '--reason': { value: 'Quarterly', seen: '"reason":"Quarterly"' },
  '--input': { value: '{"exclude":["ID"]}', seen: '"exclude":\\["ID"\\]' },
};
/** The same of a run, which also has to come to its end: to have noted what was asked for is not to have done it. */
const workDone: OptionRows['rows'] = Object.fromEntries(
  Object.entries(work).map(([option, row]) => [
    option,
    { ...row, seen: `"status":"SUCCEEDED"[^]*(${row.seen})` },
  ]),
);
/** `TASKS` stands for the ARN of the state machine of the privileged tasks. */
const app: OptionRows['rows'] = {
  '--stack': { value: 'Other', seen: 'stack Other' },
  ...display,
};

/** Every option of every command. What another command has is refused by its name, as unknown. */
export const optionRows = {
  check: {
    call: [],
    rows: {
      '--account': { value: 'ID', seen: 'tried on ID' },
      '--deployed': { beside: ['--json'], seen: '"check": "deployed-version"' },
      '--stack': { value: 'Other', beside: ['--deployed'], seen: 'stack Other' },
      '--management-profile': {
        value: 'nobody',
        beside: ['--deployed'],
        seen: 'There is no profile "nobody"',
      },
      '--json': { seen: '"ready": true' },
      '--no-color': { seen: plain },
      ...display,
    },
  },
  enable: {
    call: ['--yes', '--json'],
    rows: {
      '--delegated-admin': { value: 'ID', seen: '"delegatedAdministrators": \\[\\s+"ID"' },
      '--no-root-sessions': { seen: '"after":.*"rootSessions": false' },
      '--yes': { beside: ['--json'], seen: '"rootSessions": true' },
      '--json': { beside: ['--yes'], seen: '"after":' },
      '--no-color': { beside: ['--yes'], seen: plain, always: true },
      ...display,
    },
  },
  run: {
    call: ['--json'],
    rows: {
      ...workDone,
      '--task': {
        value: task,
        beside: ['--approve', 'none'],
        seen: '"input":{"task":"allow-password-recovery"',
      },
      '--fail-on': { value: 'found', seen: '^2 .*Exit status 2, as --fail-on found says' },
      '--purge': { beside: ['--approve', 'none'], seen: '"mode":"purge"' },
      '--approve': { value: 'none', beside: ['--purge'], seen: '"mode":"purge"' },
      '--approver': { value: 'ana@example.com', seen: '"approver":"ana@example.com"' },
      '--concurrency': { value: '3', seen: '"concurrency":3' },
      '--resume': { value: 'gone', seen: 'gone cannot be gone on with' },
      '--folder': { value: 'there', seen: '/there/runs/' },
      '--json': { beside: [], seen: '"transitions":' },
      '--no-color': { beside: [], seen: plain },
      ...display,
    },
  },
  start: {
    call: ['--audit', '--no-follow', '--json'],
    rows: {
      ...work,
      '--task': { value: task, beside: ['--no-follow'], seen: '"task":"allow-password-recovery"' },
      '--fail-on': {
        value: 'found',
        beside: ['--audit'],
        seen: '^2 .*Exit status 2, as --fail-on found says',
      },
      '--audit': { beside: ['--no-follow'], seen: '"mode":"audit"' },
      '--rehearsal': { beside: ['--no-follow'], seen: '"mode":"rehearsal"' },
      '--name': { value: 'ana-s', seen: '"name":"ana-s"' },
      '--no-follow': { beside: ['--audit'], seen: 'Follow it with' },
      '--state-machine': { value: 'TASKS', seen: 'execution:PrivilegedTasks' },
      '--json': { beside: ['--audit', '--no-follow'], seen: '"status":"RUNNING"' },
      '--no-color': { beside: ['--audit'], seen: plain },
      ...app,
    },
  },
  status: {
    call: [],
    rows: {
      '--follow': { beside: ['first'], seen: '^0 (?!arn:)' },
      '--state-machine': { value: 'TASKS', seen: '^(?!.* purge )' },
      '--json': { seen: '"executionArn": ' },
      '--no-color': { seen: plain },
      ...app,
    },
  },
  approve: {
    call: ['settled'],
    rows: {
      '--stack': { value: 'Other', seen: 'stack Other' },
      '--json': { seen: '"isThisOne":false' },
      '--no-color': { seen: plain, always: true },
      ...display,
    },
  },
  refuse: {
    call: ['settled'],
    rows: {
      '--stack': { value: 'Other', seen: 'stack Other' },
      '--json': { seen: '"isThisOne":false' },
      '--no-color': { seen: plain, always: true },
      ...display,
    },
  },
  verify: {
    call: ['RUN'],
    rows: {
      '--key': { value: 'README.md', seen: 'it should be signed \\(you gave a key\\)' },
      '--json': { seen: '"holds": true' },
      '--no-color': { seen: plain },
      ...display,
    },
  },
  report: {
    call: [],
    rows: {
      '--csv': { seen: '"?accountId"?,' },
      '--state-machine': { value: 'Purge', seen: '--state-machine: received' },
      '--json': { seen: '"organizationalUnits": ' },
      '--no-color': { seen: plain },
      ...app,
    },
  },
  completion: { call: ['fish'], rows: { '--help': display['--help'] ?? { seen: '' } } },
  'npm start': {
    call: [],
    rows: {
      '--input': { value: '{"mode":"audit"}', seen: '"mode":"audit"' },
      '--list': { value: 'id.list', seen: '"path":"id.list"' },
      '--event': { value: 'event.json', seen: '"kind":"event"' },
      '--task': { value: 'delete-bucket-policy', seen: '"task":"delete-bucket-policy"' },
      '--approve': { value: 'none', seen: '"approve":"none"' },
      '--concurrency': { value: '3', seen: '"concurrency":3' },
      '--folder': { value: 'there', seen: '"folder":"there"' },
      '--json': { seen: '"json":true' },
      '--no-color': { seen: '"color":false' },
      '--help': { seen: 'Usage: npm start' },
      '--accounts': { value: '5', seen: '"accounts":5' },
      '--seed': { value: '7', seen: '"seed":7' },
      '--trouble': { seen: '"trouble":true' },
      '--latency': { value: '9', seen: '"latency":9' },
      '--faults': { value: 'reset:iam', seen: '"fault":"reset"' },
      '--cloud': { value: 'gcp', seen: '--cloud: received "gcp"' },
    },
  },
  'npm run simulator': {
    call: [],
    rows: {
      '--port': { value: '5', seen: '"port":5' },
      '--accounts': { value: '5', seen: '"accounts":5' },
      '--seed': { value: '7', seen: '"seed":7' },
      '--latency': { value: '9', seen: '"latency":9' },
      '--features': { value: 'none', seen: '"features":"none"' },
      '--trusted-access': { value: 'off', seen: '"trustedAccess":false' },
      '--caller': { value: 'member', seen: '"caller":"member"' },
      '--trouble': { seen: '"trouble":true' },
      '--resources': { seen: '"resources":true' },
      '--delegated-administrator': { seen: '"delegatedAdministrator":true' },
      '--throttle': { seen: '"throttle":true' },
      '--deployed': { seen: '"deployed":true' },
      '--event': {
        value: 'test/fixtures/events/create-account-failed.json',
        beside: ['--deployed'],
        seen: '"event":',
      },
    },
  },
} as const satisfies Record<string, OptionRows>;

/** Calls a command; gives all that is to be seen of that. */
export type Observe = (args: readonly string[]) => string | Promise<string>;

/** Tests each row of a command, with what its placeholders stand for. */
export function honoursEachOption(
  { call, rows }: OptionRows,
  observe: Observe,
  placeholders: () => Readonly<Record<string, string>> = () => ({}),
): void {
  it.each(Object.entries(rows))('%s', async (option, { value, seen, beside = call, always }) => {
    const filled = (text: string) =>
      Object.entries(placeholders()).reduce((all, [name, actual]) => all.replaceAll(name, actual), text);
    const given = value === undefined ? [option] : [option, filled(value)];
    const expected = new RegExp(filled(seen), 's');
    const others = beside.map(filled);
    expect(expected.test(await observe(others))).toBe(always === true);
    expect(await observe([...others, ...given])).toMatch(expected);
  });
}
