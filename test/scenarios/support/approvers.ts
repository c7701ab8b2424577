/** The approvers whom the app of the scenarios is synthesized with. */
export const alice = 'alice@example.com';
export const bob = 'bob@example.com';
