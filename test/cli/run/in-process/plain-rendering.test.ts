import { AsyncLocalStorage } from 'node:async_hooks';
import { jsx } from 'hono/jsx';
import { expect, it, vi } from 'vitest';
import { renderPlainly } from '../../../../cli/run/in-process/plain-rendering';

it('renders without AsyncLocalStorage, and leaves it to whoever else asks for it', () => {
  const run = vi.spyOn(AsyncLocalStorage.prototype, 'run');
  renderPlainly();
  expect(String(jsx('p', {}, 'text'))).toBe('<p>text</p>');
  expect(run).not.toHaveBeenCalled();
  expect(process.getBuiltinModule('node:async_hooks')).toHaveProperty('AsyncLocalStorage');
});
