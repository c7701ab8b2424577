import type { SessionCredentials } from '../../../local/runtime/iam/temporary-credentials';

/** Of the function that is being loaded, which makes its SDK clients then. */
export const loading: { credentials: SessionCredentials | undefined } = { credentials: undefined };
