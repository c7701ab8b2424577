import { expect, it } from 'vitest';
import { checkDigests } from '../../../cli/verify/digest-check';
import { digestOf, RunReader } from '../../../cli/verify/run-files';
import { report } from '../../lambdas/support/report-fixture';

const texts = {
  'plan.json': 'plan',
  'decision.json': 'decision',
  'report.json': 'report',
  'report.csv': 'csv',
  'report.html': 'html',
};
const [planDigest, decisionDigest] = [digestOf('plan'), digestOf('decision')];
const sums = Object.entries(texts)
  .map(([name, text]) => `${digestOf(text)}  ${name}\n`)
  .join('');

const check = (
  files: Record<string, string>,
  said: Partial<typeof report> = { planDigest, decisionDigest },
) => checkDigests(new RunReader(new Map(Object.entries(files))), { ...report, ...said });
const all = { ...texts, SHA256SUMS: sums };

it('holds where every file is what was written down, by the report and beside it', () => {
  expect(check(all)).toEqual({ check: 'digests', verdict: 'holds', findings: [] });
});

it('asks for no digest of the marks of progress and of sign-outs, and for that of a proposal', () => {
  const marks = { 'progress/222222222222.done': '', 'sessions/1.json': '{}' };
  expect(check({ ...all, ...marks })).toMatchObject({ verdict: 'holds' });
  expect(check({ ...all, 'proposals/1.json': '{}' })).toMatchObject({
    verdict: 'cannot-be-checked',
    findings: ['The digest of proposals/1.json was not written down.'],
  });
});

it.each(Object.keys(texts))('fails without %s, or with another one', (name) => {
  const { [name]: _, ...others } = all as Record<string, string>;
  expect(check(others).findings).toContain(
    `${name}: SHA256SUMS says ${digestOf(texts[name as keyof typeof texts])}; it is missing.`,
  );
  expect(check({ ...all, [name]: 'other' }).findings).toContain(
    `${name}: SHA256SUMS says ${digestOf(texts[name as keyof typeof texts])}; its digest is ${digestOf('other')}.`,
  );
});

it('fails where the digests are silent of a file that is there', () => {
  const silent = sums.replace(/^.*report\.csv\n/m, '');
  expect(check({ ...all, SHA256SUMS: silent })).toEqual({
    check: 'digests',
    verdict: 'fails',
    findings: [`report.csv: SHA256SUMS says nothing; its digest is ${digestOf('csv')}.`],
  });
});

it('goes by the report alone where nothing lies beside it, and by nothing that the report does not say', () => {
  const missing = 'There is no SHA256SUMS beside the report.';
  const alone = { verdict: 'cannot-be-checked', findings: [missing] };
  expect(check(texts)).toMatchObject(alone);
  expect(check(texts, { planDigest: undefined, decisionDigest: undefined })).toMatchObject(alone);
  expect(check({ ...texts, 'plan.json': 'x' })).toMatchObject({
    verdict: 'fails',
    findings: [`plan.json: report.json says ${planDigest}; its digest is ${digestOf('x')}.`],
  });
  expect(check({}).findings).toEqual([
    `plan.json: report.json says ${planDigest}; it is missing.`,
    `decision.json: report.json says ${decisionDigest}; it is missing.`,
  ]);
});
