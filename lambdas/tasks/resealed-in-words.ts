import { kindNames, kindPlurals, momentText, shownId } from '../report/words';
import type { CredentialKind, LastUsed } from '../run/model';
import type { Resealed, ResealedCredential } from './shapes';

const sealedWords: Record<Resealed['sealed'], string> = {
  yes: 'yes',
  kept: 'no, something was kept on purpose',
  no: 'no',
  unknown: 'not known',
};

/** Whether an account is sealed again, and where it is not, how the purge of it ended. */
export function sealedInWords({ sealed, outcome, reason }: Resealed): string {
  const words = `Sealed again: ${sealedWords[sealed]}`;
  // The reason of an account that was purged, or kept, may be about what is older than the task.
  const isTold = sealed === 'yes' || ['clean', 'purged', 'kept'].includes(outcome);
  return isTold ? words : `${words} (${outcome}). ${reason}`;
}

/** What the purge after a task found and did in an account, line by line: every credential, and what became of it. */
export function resealedInWords(resealed: Resealed): string[] {
  const { credentials, unknown } = resealed;
  const isPasswordTold = [...credentials.map(({ kind }) => kind), ...unknown].includes('login-profile');
  return [
    sealedInWords(resealed),
    ...(isPasswordTold ? [] : [`${kindNames['login-profile']}: there was none any more`]),
    ...credentials.map(credentialInWords),
    ...(unknown.length > 0 ? [`Not known: ${unknown.map((kind) => kindPlurals[kind]).join(', ')}`] : []),
  ];
}

function credentialInWords(credential: ResealedCredential): string {
  const { kind, createdAt, lastUsed } = credential;
  const what = `${kindNames[kind]} ${shownId(credential)}`.trimEnd();
  const made = createdAt ? `made ${momentText(createdAt)}` : 'nobody knows when it was made';
  return `${[what, made, lastUseInWords(kind, lastUsed)].filter(Boolean).join(', ')}: ${fateInWords(credential)}`;
}

function lastUseInWords(kind: CredentialKind, lastUsed: LastUsed): string {
  if (lastUsed.state === 'not-recorded')
    return kind === 'signing-certificates' ? 'its last use is not recorded by AWS' : '';
  if (lastUsed.state === 'unknown') return 'its last use is not known';
  return lastUsed.state === 'never' ? 'never used' : `last used ${momentText(lastUsed.at)}`;
}

const fates: Record<ResealedCredential['became'], string> = {
  deleted: 'deleted',
  'already-gone': 'already gone',
  kept: 'kept.',
  'still-there': 'still there.',
  unknown: 'nobody knows whether it is still there',
};

function fateInWords({ made, became, why }: ResealedCredential): string {
  if (made === 'before') return 'left alone, since it was there before';
  return [fates[became], why].filter(Boolean).join(' ');
}
