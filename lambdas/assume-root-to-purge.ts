import { openCheckedSession } from './root-session/open-checked-session';
import { assertPurges } from './run/assert-purges';
import { ownRunStore } from './run/run-store';

const store = ownRunStore();

/**
 * Opens a root session that can delete root credentials, for a run that is to delete and for no other, makes sure whose
 * root it is, and seals it.
 */
export const handler = openCheckedSession((run) => assertPurges(store, run));
