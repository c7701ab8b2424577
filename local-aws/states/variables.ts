import type { Json } from '../json';

/** Workflow variables by name, as the states of one scope see them. */
export type Variables = Readonly<Record<string, Json>>;
