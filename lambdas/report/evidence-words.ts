import type { LeftCredential } from './findings';
import { standing } from './since-last-words';
import { agoText, dayText, kindNouns, lastUsedText, shownId } from './words';

/** A credential with its evidence on one line: kind, ID, state, when it was made and last used, and since when it is known. */
export function evidenceText(credential: LeftCredential, now: string): string {
  const { kind, status, createdAt, lastUsed, exception } = credential;
  return [
    [kindNouns[kind], shownId(credential)].filter(Boolean).join(' '),
    status,
    createdAt && `made ${dayText(createdAt)} (${agoText(createdAt, now)})`,
    lastUsed && lastUsed.state !== 'not-recorded' && `last used ${lastUsedText(lastUsed, now)}`,
    standing(credential),
    exception && `kept until ${exception.expires} (${exception.owner}): ${exception.reason}`,
  ]
    .filter(Boolean)
    .join(', ');
}
