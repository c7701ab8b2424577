import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  AwsError,
  createOrganization,
  type ObservedCall,
  type Organization,
  parseFaultSpec,
  readCall,
  refusal,
  runFaults,
  type Simulator,
  startSimulator,
  systemClock,
} from '../../../local-aws';
import { wrongSignature } from './signatures';
import { unprovenBelow } from './unproven';

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run in the caller's own organization, in a process of its own. */
export interface CloudProcess {
  /** Resolves once the process has printed this, on stdout or stderr, with all it has printed. */
  printed(text: string | RegExp): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  readonly pid: number | undefined;
  readonly ended: Promise<Ended>;
}

/** A simulator that stands in for AWS, and a folder to run in. */
export interface CloudTest {
  readonly organization: Organization;
  readonly simulator: Simulator;
  readonly folder: string;
  /** Awaited before each call that AWS is asked. */
  onCall: (call: ObservedCall) => void | Promise<void>;
  /** The `Authorization` header of every call. */
  readonly signatures: string[];
  /** What was wrong with the signature of a call, which AWS refuses; `stop` throws where nobody has taken it out. */
  readonly wrongSignatures: string[];
  /** Every root session that was handed out: its secret access key and its token. */
  readonly sessionSecrets: string[];
  start(args: readonly string[], env?: Record<string, string>, program?: Program): CloudProcess;
  stop(): Promise<void>;
}

/** The secret access key of every access key that the simulator has no other for. */
export const secretOf = (accessKeyId: string) => `secret-of-${accessKeyId}`;

/** Credentials as variables: the simplest end of the default chain. */
export const environmentCredentials = {
  AWS_ACCESS_KEY_ID: 'AKIAOPERATOR00000000',
  AWS_SECRET_ACCESS_KEY: secretOf('AKIAOPERATOR00000000'),
};

/** What a run may be started with, as arguments of Node.js. */
const programs = {
  'npm start': [resolve('bin/local.mjs')],
  'npm start -- --cloud aws': [resolve('bin/local.mjs'), '--cloud', 'aws'],
  'npx root-purge run': [resolve('bin/root-purge.mjs'), 'run'],
};
type Program = keyof typeof programs;

/** `faults`: what goes wrong on the way, as `--faults` of a rehearsal takes it. */
export async function cloudTest({
  faults,
  ...options
}: {
  accounts?: number;
  seed?: number;
  trouble?: boolean;
  resources?: boolean;
  faults?: string;
} = {}): Promise<CloudTest> {
  const folder = mkdtempSync(join(tmpdir(), 'root-purge-cloud-'));
  const organization = createOrganization({ accounts: 8, seed: 3, clock: systemClock, ...options });
  const started: ChildProcess[] = [];
  const sessions = new Map<string, string>();
  const secretFor = (accessKeyId: string) =>
    sessions.get(accessKeyId) ?? simulator.secretsOf(accessKeyId)?.secretAccessKey ?? secretOf(accessKeyId);
  const rules = faults === undefined ? [] : parseFaultSpec(faults);
  const wire = await runFaults({ rules, seed: 1, organization, clock: systemClock });
  const simulator = await startSimulator({
    organization,
    clock: systemClock,
    onCall: (call) => test.onCall(call),
    intercept: (fetch) => async (request, connection) => {
      test.signatures.push(request.headers.get('authorization') ?? '');
      const wrong = await wrongSignature(request.clone(), secretFor);
      if (wrong !== undefined) {
        test.wrongSignatures.push(wrong);
        return refusal((await readCall(request)) ?? { service: 'sts' }, signatureDoesNotMatch);
      }
      const answer = await wire.intercept(fetch)(request, connection);
      const text = await answer.clone().text();
      const [accessKeyId, secret] = ['AccessKeyId', 'SecretAccessKey'].map((name) => textOf(text, name));
      if (accessKeyId && secret) sessions.set(accessKeyId, secret);
      test.sessionSecrets.push(...secretsIn(text));
      return answer;
    },
  });
  const test: CloudTest = {
    organization,
    simulator,
    folder,
    onCall: () => undefined,
    signatures: [],
    wrongSignatures: [],
    sessionSecrets: [],
    start: (args, env = environmentCredentials, program = 'npm start -- --cloud aws') => {
      const child = spawnNode([...programs[program], ...args], {
        cwd: folder,
        env: environmentOf(simulator.url, folder, env),
      });
      started.push(child);
      return watched(child);
    },
    stop: async () => {
      for (const child of started) child.kill('SIGKILL');
      await simulator.close();
      const unproven = await unprovenBelow(join(folder, '.root-purge', 'runs'));
      rmSync(folder, { recursive: true, force: true });
      if (unproven.length > 0) throw new Error(unproven.join('\n'));
      if (test.wrongSignatures.length > 0) throw new Error(test.wrongSignatures.join('\n'));
    },
  };
  return test;
}

const signatureDoesNotMatch = new AwsError(
  'SignatureDoesNotMatch',
  'The request signature we calculated does not match the signature you provided.',
  403,
);

const textOf = (answer: string, element: string) =>
  new RegExp(`<${element}>([^<]+)</${element}>`).exec(answer)?.[1];

function secretsIn(answer: string): string[] {
  return [...answer.matchAll(/<(SecretAccessKey|SessionToken)>([^<]+)</g)].flatMap(
    ([, , secret]) => secret ?? [],
  );
}

/** Nothing of the machine's own AWS configuration; an empty text leaves a variable out. */
function environmentOf(url: string, folder: string, env: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME: _home, ...others } = process.env;
  const kept = Object.entries(others).filter(([name]) => !/^(AWS|VITEST|NODE_OPTIONS)/.test(name));
  const variables = {
    ...Object.fromEntries(kept),
    PATH,
    HOME: folder,
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'eu-central-1',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    // As where npm starts it.
    TSX_TSCONFIG_PATH: resolve('tsconfig.json'),
    ...env,
  };
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
}

const spawnNode = (args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }) =>
  spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });

/** Runs Node.js with these arguments and this environment, in this folder. */
export const startProcess = (...started: Parameters<typeof spawnNode>): CloudProcess =>
  watched(spawnNode(...started));

function watched(child: ChildProcess): CloudProcess {
  const output = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.on('data', (data: Buffer) => {
      output[name] += data;
      for (const look of waiting) look();
    });
  const ended = new Promise<Ended>((done) =>
    child.on('close', (status, signal) => done({ status, signal, ...output })),
  );
  return {
    kill: (signal) => void child.kill(signal),
    pid: child.pid,
    ended,
    printed: (text) =>
      new Promise((found, failed) => {
        const look = () => {
          const all = `${output.stdout}${output.stderr}`;
          if (!(typeof text === 'string' ? all.includes(text) : text.test(all))) return;
          waiting.delete(look);
          found(all);
        };
        waiting.add(look);
        ended.then(({ stdout, stderr }) => failed(new Error(`Never printed ${text}:\n${stdout}${stderr}`)));
        look();
      }),
  };
}

/** The run that a process says it is at. */
export function runIn(printed: string): string {
  const run = /runs\/([\w-]+Z-[0-9a-f]{6})/.exec(printed)?.[1];
  if (!run) throw new Error(`There is no run in:\n${printed}`);
  return run;
}

/**
 * Lets the first call of this operation wait until what follows from it was done, and then go on; resolves after that.
 * The check before a run lists the accounts, too, and then opens one session: what comes `after` that is the run.
 */
export function atCall(
  test: CloudTest,
  { operation, after }: { operation: string; after?: string },
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let isArmed = after === undefined;
    test.onCall = async (call) => {
      if (call.operation === after) isArmed = true;
      if (!isArmed || call.operation !== operation) return;
      isArmed = false;
      await meanwhile().then(() => resolve(), reject);
    };
  });
}
