import type { Origin, WhoStarted } from '../run/model';
import { momentText } from './words';

/** What CloudTrail says of who started a run, in a line; `origin` is what the run itself says. */
export function startedByCloudTrail(who: WhoStarted, origin: Origin): string {
  switch (who.state) {
    case 'known':
      return `${starterOf(who)}, ${momentText(who.at)}, from ${who.sourceIp ?? 'an address that it does not say'}${differs(who, origin)} (event ${who.eventId})`;
    case 'not-there-yet':
      return 'not there yet when this was written, as it is late by minutes (event StartExecution)';
    case 'unknown':
      return `could not be read: ${who.failure.message} (${who.failure.call}: ${who.failure.error})`;
  }
}

/** The caller, or the service that called for itself. */
export function starterOf({ arn, invokedBy }: WhoStarted & { state: 'known' }): string {
  if (arn === undefined) return invokedBy ?? 'nobody that it names';
  return invokedBy === undefined ? arn : `${arn}, by ${invokedBy}`;
}

/** A claim that names somebody, and not whoever it was. */
function differs({ arn }: WhoStarted & { state: 'known' }, { startedBy }: Origin): string {
  const isOther = startedBy?.startsWith('arn:') && startedBy !== arn;
  return isOther ? ', which is not who the execution input says' : '';
}
