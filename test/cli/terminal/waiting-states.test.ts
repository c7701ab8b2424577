import { describe, expect, it } from 'vitest';
import { waitingStates } from '../../../cli/terminal/waiting-states';
import { allStates, definition, type Processor, tasksDefinition } from '../../lib/support/definition';

describe.each([
  ['a purge', definition],
  ['a privileged task', tasksDefinition],
])('the waiting states of %s', (_, machine) => {
  it('are all that it can come through from RequestApproval to CloseApproval', () => {
    expect(waitingStates).toEqual(statesBetween('RequestApproval', 'CloseApproval', machine));
  });

  it('have every state with a task token among them; the other one is a Wait', () => {
    const withToken = allStates(machine).filter(([, { Resource }]) =>
      Resource?.endsWith('.waitForTaskToken'),
    );
    const others = [...waitingStates].slice(withToken.length);
    expect([...withToken.map(([name]) => name), ...others]).toEqual([...waitingStates]);
    expect(others.map((name) => machine.States[name]?.Type)).toEqual(['Wait']);
  });
});

/** What can be entered from `start` on before `end`, whatever fails. */
function statesBetween(start: string, end: string, { States }: Processor): Set<string> {
  const found = new Set([start]);
  for (const name of found) {
    const { Next, Catch = [] } = States[name] ?? {};
    for (const next of [Next, ...Catch.map((catcher) => catcher.Next)])
      if (next && next !== end) found.add(next);
  }
  return found;
}
