import type { Interference, Organization, OrganizationEvent } from '../../../local-aws';

/** What happened in a world, in its order. */
export type LogEntry =
  | Interference
  | { type: 'invoked'; functionName: string; accountId: string }
  | { type: 'called'; operation: string; accessKeyId: string }
  /** `passwordThere`: whether the account held a password at that very moment. */
  | (OrganizationEvent & { type: 'deleted'; passwordThere: boolean });

/** Listens to the simulator's own event log, and to everything else that the promises are about. */
export class EventLog {
  readonly entries: LogEntry[] = [];

  constructor(organization: Organization) {
    const { events } = organization;
    const push = events.push.bind(events);
    events.push = (...added) => {
      for (const event of added) this.#heard(event, organization);
      return push(...added);
    };
  }

  add(entry: LogEntry): void {
    this.entries.push(entry);
  }

  /** The position of the last entry that matches; -1 where there is none. */
  lastIndex(matches: (entry: LogEntry) => boolean): number {
    return this.entries.findLastIndex(matches);
  }

  #heard(event: OrganizationEvent, { accounts }: Organization): void {
    if (event.type !== 'deleted') return;
    const account = accounts.find(({ id }) => id === event.accountId);
    this.add({ ...event, type: 'deleted', passwordThere: account?.credentials.loginProfile !== undefined });
  }
}
