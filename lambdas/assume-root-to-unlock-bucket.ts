import { openCheckedSession } from './root-session/open-checked-session';

/** Opens a root session that can read and delete bucket policies, makes sure whose root it is, and seals it. */
export const handler = openCheckedSession();
