import { SERVICES } from '../organization/services';
import { ExecutionsOfAll } from '../states/executions-of-all';
import { TaskTokens } from '../states/task-tokens';
import type { ServiceName } from '../wire/protocols';
import { servicesOf } from './endpoints';
import { ObjectStore } from './object-store';

/** The names of the operations that each service here has, of an app's account and of the organization. */
export function operationNames(): ReadonlyMap<ServiceName, readonly string[]> {
  const names = new Map<ServiceName, string[]>(
    Object.values(servicesOfNobody()).map(({ service, operations }) => [service, Object.keys(operations)]),
  );
  for (const [service, operations] of Object.entries(SERVICES) as [keyof typeof SERVICES, object][])
    names.set(service, [...new Set([...(names.get(service) ?? []), ...Object.keys(operations)])]);
  return names;
}

/** With nothing in them. */
function servicesOfNobody() {
  const executions = new ExecutionsOfAll([]);
  return servicesOf({
    ...{ objects: new ObjectStore({}), tasks: new TaskTokens(), executions, reads: executions },
    ...{ keys: [], topics: [], deliver: () => undefined },
  });
}
