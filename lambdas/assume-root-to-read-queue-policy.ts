import { openCheckedSession } from './root-session/open-checked-session';

/** Opens a root session that can read queue policies, and delete them, since no task policy only reads; seals it. */
export const handler = openCheckedSession();
