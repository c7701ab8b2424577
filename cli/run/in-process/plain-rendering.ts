import { jsx } from 'hono/jsx';

/**
 * Has Hono render without AsyncLocalStorage, which it takes on its first rendering if Node.js offers it. Before
 * Node.js 24 that makes every promise of the process dearer from then on, by a tenth of all that a run takes; it is for
 * asynchronous components alone, and there are none.
 */
export function renderPlainly(): void {
  const { getBuiltinModule } = process;
  Object.assign(process, { getBuiltinModule: undefined });
  String(jsx('p', {}));
  Object.assign(process, { getBuiltinModule });
}
