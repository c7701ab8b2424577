import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { CompactSign, exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import type { RecordCheck, RecordCheckName } from '../../cli/verify/record-check';
import type { PublicKey } from '../../cli/verify/signature-check';
import { verifyRun } from '../../cli/verify/verify-run';
import { useScenario } from './support/scenario';
import { Tampering } from './support/tampering';

const scenario = useScenario();
let folder = '';
/** Of another run of the same accounts. */
let other: Tampering;
/** Of an account that lost a password and its MFA devices. */
let purged = '';
let clean = '';

beforeAll(async () => {
  scenario.organize({ accounts: 12 });
  const refused = scenario.run({ reason: 'Another one' });
  await decideOnPage(await refused.link(), 'none');
  await refused.execution.result;
  other = new Tampering(join(scenario.folder, 'runs', refused.name));
  const run = scenario.run();
  await decideOnPage(await run.link(), 'all');
  await run.execution.result;
  folder = join(scenario.folder, 'runs', run.name);
  const { accounts } = run.report();
  const withDevices = accounts.filter(({ deleted }) => deleted.some(({ kind }) => kind === 'mfa-devices'));
  purged =
    withDevices.find(({ deleted }) => deleted.some(({ kind }) => kind === 'login-profile'))?.accountId ?? '';
  clean = accounts.find(({ outcome }) => outcome === 'clean')?.accountId ?? '';
});

const run = () => new Tampering(folder);
const mallory = 'arn:aws:sts::111122223333:assumed-role/Mallory/m';
const signedBy =
  (arn: string, decidedBy = arn) =>
  (decision: object) =>
    Object.assign(decision, { decidedBy, knownBy: { kind: 'iam', arn } });
// biome-ignore lint/suspicious/noExplicitAny: parsed JSON
const of = (list: any[], accountId: string) => list.find((item) => item.accountId === accountId);
const verdicts = (checks: readonly RecordCheck[]) =>
  checks.map(({ check, verdict }) => `${check} ${verdict}`);
const failing = (checks: readonly RecordCheck[], name: RecordCheckName) =>
  checks.find(({ check, verdict }) => check === name && verdict === 'fails')?.findings.join('\n') ?? '';

it('holds as the run left it, but for a signature that nobody asked for', async () => {
  const checks = await verifyRun(run().files);
  expect(verdicts(checks)).toEqual([
    'files holds',
    'decision holds',
    'plan holds',
    'approved-only holds',
    'accounted holds',
    'once holds',
    'password-first holds',
    'claims holds',
    'outcomes holds',
    'digests holds',
    'signature cannot-be-checked',
  ]);
  expect(purged).not.toBe('');
  expect(run().text('report.json')).toContain('"requestId"');
});

describe('a record that somebody changed, the digests with it', () => {
  it.each<[string, RecordCheckName, RegExp, (run: Tampering) => Tampering]>([
    [
      'a deletion that nobody approved',
      'approved-only',
      /\d{12}: login-profile \S+ was deleted, or tried, and was not approved/,
      (run) => {
        const withoutPassword = ({ kind }: { kind: string }) => kind !== 'login-profile';
        run.edit('decision.json', (decision) => {
          decision.credentials = decision.credentials.filter(withoutPassword);
        });
        return run.edit('report.json', ({ decision }) => {
          decision.credentials = decision.credentials.filter(withoutPassword);
        });
      },
    ],
    [
      'an audit that deleted',
      'approved-only',
      /was deleted, or tried, and was not approved/,
      (run) => run.edit('accounts.json', (accounts) => Object.assign(accounts, { mode: 'audit' })),
    ],
    [
      'something in approved.json that nobody approved',
      'approved-only',
      /AKIASMUGGLED is in approved.json, and was not approved/,
      (run) => run.edit('approved.json', ([first]) => first.credentials['access-keys'].push('AKIASMUGGLED')),
    ],
    [
      'something approved that the report is silent about',
      'accounted',
      /was approved, and report.json does not say what became of it/,
      (run) => run.edit('report.json', ({ accounts }) => of(accounts, purged).deleted.pop()),
    ],
    [
      'something approved that was never handed on',
      'accounted',
      /was approved, and is not in approved.json/,
      (run) => run.edit('approved.json', (approved) => approved.pop()),
    ],
    [
      'an account twice',
      'once',
      /\d{12} is in report.json 2 times, instead of once/,
      (run) => run.edit('report.json', ({ accounts }) => accounts.push(of(accounts, clean))),
    ],
    [
      'an account missing',
      'once',
      /\d{12} is in report.json 0 times, instead of once/,
      (run) => run.edit('report.json', ({ accounts }) => accounts.pop()),
    ],
    [
      'an account that nobody asked for',
      'once',
      /999999999999 is in report.json, and the run was not about it/,
      (run) =>
        run.edit('report.json', ({ accounts }) =>
          accounts.push({ ...of(accounts, clean), accountId: '999999999999' }),
        ),
    ],
    [
      'an MFA device before its password',
      'password-first',
      /mfa-devices \S+ was deactivated at 2020-01-01T00:00:00.000Z, before the password at/,
      (run) =>
        run.results('purge', (results) => {
          of(results, purged).stages[3].deletions[0].at = '2020-01-01T00:00:00.000Z';
        }),
    ],
    [
      'an MFA device of a password that stayed',
      'password-first',
      /was deactivated, and the password is still there/,
      (run) =>
        run.results('purge', (results) => {
          const { stages, verification } = of(results, purged);
          stages[2].deletions[0].result = 'failed';
          verification.readings['login-profile'] = { state: 'present', credentials: [] };
        }),
    ],
    [
      'purged, where something was found',
      'outcomes',
      /\d{12} is purged, and the second look found access-keys present/,
      (run) =>
        run.results('purge', (results) => {
          of(results, purged).verification.readings['access-keys'] = { state: 'present', credentials: [] };
        }),
    ],
    [
      'purged, where nobody could read',
      'outcomes',
      /\d{12} is purged, and the second look found mfa-devices unknown/,
      (run) =>
        run.results('purge', (results) => {
          const failure = { call: '', error: '', message: '' };
          of(results, purged).verification.readings['mfa-devices'] = { state: 'unknown', failure };
        }),
    ],
    [
      'purged, where nobody looked again',
      'outcomes',
      /\d{12} is purged, and nobody looked again/,
      (run) =>
        run.results('purge', (results) => {
          const caught = { state: 'VerifyAccount', error: 'States.Timeout', cause: '' };
          of(results, purged).verification = { caught };
        }),
    ],
    [
      'clean, where the plan found something',
      'outcomes',
      /\d{12} is clean, and the plan found credentials in it/,
      (run) =>
        run.edit('report.json', ({ accounts }) => Object.assign(of(accounts, purged), { outcome: 'clean' })),
    ],
    [
      'skipped, where it was a target',
      'outcomes',
      /\d{12} is skipped, and accounts.json has it among the targets/,
      (run) =>
        run.edit('report.json', ({ accounts }) =>
          Object.assign(of(accounts, purged), { outcome: 'skipped' }),
        ),
    ],
    [
      'outcomes that are counted wrongly',
      'outcomes',
      /report.json counts 0 purged, and lists 5/,
      (run) => run.edit('report.json', ({ outcomes }) => Object.assign(outcomes, { purged: 0 })),
    ],
    [
      'deletions without a result',
      'claims',
      /is reported as deleted, and no result says so/,
      (run) => run.results('purge', (results) => results.pop()),
    ],
    [
      'a deletion of what is still there',
      'claims',
      /is reported as deleted, and the second look found it/,
      (run) =>
        run.results('purge', (results) => {
          const { stages, verification } = of(results, purged);
          const [{ kind, id }] = stages[2].deletions;
          const lastUsed = { state: 'never' };
          verification.readings[kind] = { state: 'present', credentials: [{ kind, id, lastUsed }] };
        }),
    ],
    [
      'a decision on another plan',
      'decision',
      /decision.json is about the plan with the digest abab\S+; that of plan.json is/,
      (run) => {
        const planDigest = 'ab'.repeat(32);
        run.edit('decision.json', (decision) => Object.assign(decision, { planDigest }));
        return run.edit('report.json', ({ decision }) => Object.assign(decision, { planDigest }));
      },
    ],
    [
      'a decision by somebody who was not asked',
      'decision',
      /mallory@example.com decided, and was not asked/,
      (run) => {
        const decidedBy = 'mallory@example.com';
        run.edit('decision.json', (decision) => Object.assign(decision, { decidedBy }));
        return run.edit('report.json', ({ decision }) => Object.assign(decision, { decidedBy }));
      },
    ],
    [
      'a signed decision in a run that takes none',
      'decision',
      /arn:aws:sts::111122223333:assumed-role\/Mallory\/m decided with a signed request, and this run takes none/,
      (run) =>
        run
          .edit('decision.json', signedBy(mallory))
          .edit('report.json', ({ decision }) => signedBy(mallory)(decision)),
    ],
    [
      'a signed decision in another name than that of whoever signed',
      'decision',
      /ana@example.com decided, and arn:aws:sts::111122223333:assumed-role\/Mallory\/m signed/,
      (run) => {
        const signed = signedBy(mallory, 'ana@example.com');
        run.edit('approval.json', (approval) => Object.assign(approval, { iamApprovals: true }));
        return run.edit('decision.json', signed).edit('report.json', ({ decision }) => signed(decision));
      },
    ],
    [
      'another decision in the report',
      'decision',
      /report.json shows another decision than decision.json/,
      (run) => run.edit('report.json', ({ decision }) => Object.assign(decision, { comment: 'Fine.' })),
    ],
    [
      'the plan of another run',
      'decision',
      /plan.json is of the run other, and report.json of run-/,
      (run) => run.edit('plan.json', (plan) => Object.assign(plan, { run: 'other' })).rebind(),
    ],
    [
      'the approval and the decision of another run',
      'decision',
      /decision.json is about the plan with the digest \w{64}; that of plan.json is \w{64}/,
      (run) => {
        for (const name of ['approval.json', 'decision.json']) run.files.set(name, other.text(name));
        const decision = JSON.parse(other.text('decision.json'));
        return run.edit('report.json', (report) => Object.assign(report, { decision }));
      },
    ],
    [
      'a deletion before anybody approved',
      'decision',
      /was deleted at 2020-01-01T00:00:00.000Z, before the decision at/,
      (run) =>
        run.results('purge', (results) => {
          const [deletion] = of(results, purged).stages[2].deletions;
          deletion.at = '2020-01-01T00:00:00.000Z';
        }),
    ],
    [
      'two deletions by one request',
      'claims',
      /have one request, the-same/,
      (run) =>
        run.results('purge', (results) => {
          for (const stage of of(results, purged).stages.slice(2))
            for (const deletion of stage.deletions) deletion.requestId = 'the-same';
        }),
    ],
    [
      'an account gone from the report and from the list',
      'once',
      /\d{12} is in plan.json, and the run was not about it/,
      (run) => {
        const without = (list: { accountId: string }[]) =>
          list.filter(({ accountId }) => accountId !== clean);
        run.edit('accounts.json', (accounts) =>
          Object.assign(accounts, { targets: without(accounts.targets) }),
        );
        return run.edit('report.json', (report) =>
          Object.assign(report, { accounts: without(report.accounts) }),
        );
      },
    ],
    [
      'kept, where nothing is left',
      'outcomes',
      /\d{12} is kept, and nothing remains in it/,
      (run) =>
        run.edit('report.json', ({ accounts }) => Object.assign(of(accounts, purged), { outcome: 'kept' })),
    ],
    [
      'a plan with less than was found',
      'plan',
      /\d{12}: login-profile: the inspection found login-profile@\S+; the plan says none/,
      (run) =>
        run
          .edit('plan.json', ({ accounts }) => {
            const account = of(accounts, purged);
            account.credentials = account.credentials.filter(
              ({ kind }: { kind: string }) => kind !== 'login-profile',
            );
          })
          .rebind(),
    ],
    [
      'a result that a manifest names, gone',
      'files',
      /purge\/\S+SUCCEEDED_0.json is named in a manifest, and missing/,
      (run) => {
        for (const name of [...run.files.keys()])
          if (name.startsWith('purge/') && name.includes('SUCCEEDED')) run.files.delete(name);
        return run;
      },
    ],
    [
      'a file of somebody else',
      'files',
      /approved.json is not what this app writes/,
      (run) => {
        run.files.set('approved.json', '{"access": "denied"}');
        return run;
      },
    ],
  ])('is caught: %s', async (_, check, finding, tamper) => {
    expect(failing(await verifyRun(tamper(run()).sum().files), check)).toMatch(finding);
  });
});

describe('a record that somebody changed, and not the digests', () => {
  it.each([
    ['plan.json', /^plan.json: report.json says \w{64}; its digest is \w{64}.\nplan.json: SHA256SUMS says/],
    ['decision.json', /^decision.json: report.json says/],
    ['report.json', /^report.json: SHA256SUMS says \w{64}; its digest is \w{64}.$/],
    ['report.csv', /^report.csv: SHA256SUMS says/],
    ['report.html', /^report.html: SHA256SUMS says/],
  ])('is caught by one byte more in %s', async (name, finding) => {
    const { files } = run();
    files.set(name, `${files.get(name)} `);
    expect(failing(await verifyRun(files), 'digests')).toMatch(finding);
  });

  it.each(['accounts.json', 'approval.json', 'approved.json'])(
    'is caught by one byte more in %s',
    async (name) => {
      const { files } = run();
      files.set(name, `${files.get(name)} `);
      expect(failing(await verifyRun(files), 'digests')).toContain(`${name}: SHA256SUMS says`);
    },
  );

  it.each(['inspection', 'purge'])('is caught without what a map left in %s', async (map) => {
    const { files } = run();
    for (const name of [...files.keys()]) if (name.startsWith(`${map}/`)) files.delete(name);
    expect(failing(await verifyRun(files), 'digests')).toMatch(
      /SUCCEEDED_0.json: SHA256SUMS says \w{64}; it is missing/,
    );
  });

  it('cannot be checked where a digest was taken out', async () => {
    const { files } = run();
    const sums = (files.get('SHA256SUMS') ?? '').replace(/.*accounts.json\n/, '');
    files.set('SHA256SUMS', sums);
    expect((await verifyRun(files)).find(({ check }) => check === 'digests')).toEqual({
      check: 'digests',
      verdict: 'cannot-be-checked',
      findings: ['The digest of accounts.json was not written down.'],
    });
  });

  it.each(['report.csv', 'decision.json'])('is caught without %s', async (name) => {
    const { files } = run();
    files.delete(name);
    expect(failing(await verifyRun(files), 'digests')).toContain(`${name}: SHA256SUMS says`);
  });

  it('says so where there is no report', async () => {
    const { files } = run();
    files.delete('report.json');
    expect(failing(await verifyRun(files), 'files')).toBe('There is no report.json that can be read.');
  });
});

describe('a record that is signed', () => {
  const mine = generateKeyPair('ES256', { extractable: true });
  const key = async (): Promise<PublicKey> => ({
    text: await exportSPKI((await mine).publicKey),
    from: 'key.pem',
  });
  const signed = async () => {
    const tampering = run()
      .edit('report.json', (report) => Object.assign(report, { signedWith: 'arn:key' }))
      .sum();
    const bytes = Buffer.from(tampering.text('SHA256SUMS'));
    const jws = await new CompactSign(bytes)
      .setProtectedHeader({ alg: 'ES256' })
      .sign((await mine).privateKey);
    tampering.files.set('report.jws', jws);
    return tampering;
  };
  const signature = async (tampering: Tampering, given?: PublicKey) =>
    (await verifyRun(tampering.files, given)).find(({ check }) => check === 'signature');

  it('holds with the key, in PEM or as a JWK', async () => {
    expect(await signature(await signed(), await key())).toMatchObject({ verdict: 'holds' });
    const jwk = JSON.stringify(await exportJWK((await mine).publicKey));
    expect(await signature(await signed(), { text: jwk, from: 'key.jwk' })).toMatchObject({
      verdict: 'holds',
    });
  });

  it('cannot be checked without a key', async () => {
    expect(await signature(await signed())).toMatchObject({
      verdict: 'cannot-be-checked',
      findings: [expect.stringMatching(/give its public key with --key, from a place that you trust/)],
    });
  });

  it('cannot be checked with the key beside it alone, and is caught where that is another one', async () => {
    const beside = await signed();
    beside.files.set('signing-key.pem', (await key()).text);
    expect(await signature(beside)).toMatchObject({ verdict: 'cannot-be-checked' });
    beside.files.set('signing-key.pem', await exportSPKI((await generateKeyPair('ES256')).publicKey));
    expect(await signature(beside)).toMatchObject({ verdict: 'fails' });
  });

  it('is caught where the report was changed after it, and the digests with it', async () => {
    const changed = (await signed())
      .edit('report.json', (report) => Object.assign(report, { coverage: '' }))
      .sum();
    expect(await signature(changed, await key())).toMatchObject({
      verdict: 'fails',
      findings: ['report.jws signs other digests than those in SHA256SUMS.'],
    });
  });

  it('is caught where another key signed it', async () => {
    const text = await exportSPKI((await generateKeyPair('ES256')).publicKey);
    expect(await signature(await signed(), { text, from: 'other.pem' })).toMatchObject({
      verdict: 'fails',
      findings: [expect.stringContaining('report.jws is no signature by the key from other.pem')],
    });
  });

  it.each([
    ['no algorithm', { alg: 'none' }],
    ['an algorithm that takes the public key for a secret', { alg: 'HS256' }],
  ])('is caught where it claims %s', async (_, header) => {
    const forged = await signed();
    const [, payload = ''] = forged.text('report.jws').split('.');
    const [head, secret] = [Buffer.from(JSON.stringify(header)).toString('base64url'), (await key()).text];
    const mac = createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url');
    forged.files.set('report.jws', `${head}.${payload}.${header.alg === 'none' ? '' : mac}`);
    expect(await signature(forged, await key())).toMatchObject({
      verdict: 'fails',
      findings: [expect.stringContaining('report.jws is no signature by the key from key.pem')],
    });
  });

  it('is caught where the signature was taken away, with a key and without', async () => {
    const stripped = await signed();
    stripped.files.delete('report.jws');
    for (const given of [undefined, await key()])
      expect(await signature(stripped, given)).toMatchObject({
        verdict: 'fails',
        findings: ['There is no report.jws, and it should be signed (arn:key).'],
      });
    expect(await signature(run(), await key())).toMatchObject({
      verdict: 'fails',
      findings: ['There is no report.jws, and it should be signed (you gave a key).'],
    });
  });

  it.each(['nonsense', '{"kty":"oct","k":"c2VjcmV0"}'])(
    'is not taken for good with the key %s',
    async (text) => {
      expect(await signature(await signed(), { text, from: 'bad' })).toMatchObject({ verdict: 'fails' });
    },
  );
});
