import { openCheckedSession } from './root-session/open-checked-session';

/** Opens a root session that can create a login profile, makes sure whose root it is, and seals it. */
export const handler = openCheckedSession();
