import type { AppOptions } from '../executions/deployed-app';

/** The options of `root-purge status`. */
export interface StatusOptions extends AppOptions {
  follow?: true;
}
