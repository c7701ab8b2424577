import type { SessionCredentials } from '../../../local-aws/iam/temporary-credentials';

/** Of the function that is being loaded, which makes its SDK clients then. */
export const loading: { credentials: SessionCredentials | undefined } = { credentials: undefined };
