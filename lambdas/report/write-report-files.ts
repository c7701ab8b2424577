import { runKeys } from '../run/run-keys';
import { type RunStore, writeText } from '../run/run-store';
import { sha256 } from '../run/sha256';
import { digestsOf, type Records } from './digests-of-records';
import { ownSigningKey, publicKeyOf, signed } from './sign-digests';
import { foldersOfApproval, type StoredEvidence } from './stored-evidence';

/** The report of a run in the formats that it is kept in. */
type Formats = Readonly<Partial<Record<'json' | 'csv' | 'html', string>>>;

/**
 * Writes the files of a report, and beside them the digests of these, of what was decided on and of all that it was made
 * from, as `sha256sum` writes and checks them; with them the signature, where the app has a key for it.
 */
export async function writeReportFiles(
  store: RunStore,
  run: string,
  formats: Formats,
  { planText, approvalText, decisionText }: StoredEvidence,
  records: Records,
): Promise<void> {
  const reports = Object.entries(formats).map(([format, text]) => ({
    name: `report.${format}`,
    text,
  }));
  const decided = [
    { name: 'plan.json', text: planText },
    { name: 'decision.json', text: decisionText },
  ];
  const folders = [...records.folders, ...foldersOfApproval(approvalText)];
  const recorded = await digestsOf(store, run, { ...records, folders });
  const digests = [
    ...recorded.map(([name, digest]) => `${digest}  ${name}\n`),
    ...[...decided, ...reports].flatMap(({ name, text }) =>
      text === undefined ? [] : `${sha256(text)}  ${name}\n`,
    ),
  ];
  await Promise.all(reports.map(({ name, text }) => writeText(store, `${runKeys.folder(run)}${name}`, text)));
  await writeText(store, runKeys.digests(run), digests.join(''));
  await signDigests(store, run, digests.join(''));
}

async function signDigests(store: RunStore, run: string, digests: string): Promise<void> {
  const key = ownSigningKey();
  if (!key) return;
  const [jws, publicKey] = await Promise.all([signed(key, digests), publicKeyOf(key)]);
  await writeText(store, runKeys.signingKey(run), publicKey);
  await writeText(store, runKeys.signature(run), jws);
}
