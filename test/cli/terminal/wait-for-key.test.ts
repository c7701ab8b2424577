import { PassThrough } from 'node:stream';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { waitForKey } from '../../../cli/terminal/wait-for-key';

class Keyboard extends PassThrough {
  isRaw = false;

  setRawMode(raw: boolean): this {
    this.isRaw = raw;
    return this;
  }

  async press(text: string): Promise<void> {
    this.write(text);
    await setImmediate();
  }
}

/** The terminal as it was before, and nobody listening. */
const restored = { isRaw: false, listeners: 0, paused: true };
const stateOf = (keyboard: Keyboard) => ({
  isRaw: keyboard.isRaw,
  listeners: keyboard.listenerCount('data'),
  paused: keyboard.isPaused(),
});

function start(signal = new AbortController().signal, queued = '') {
  const keyboard = new Keyboard();
  keyboard.write(queued);
  let interrupts = 0;
  const key = waitForKey(keyboard, ['a', 'r'], signal, () => {
    interrupts += 1;
  });
  return { keyboard, key, interrupts: () => interrupts };
}

/** Somebody has read the question. */
const read = () => setTimeout(150);

it('takes what was pressed before the question was there for no answer', async () => {
  const { keyboard, key } = start(undefined, 'a');
  await keyboard.press('a');
  await read();
  await keyboard.press('r');
  expect(await key).toBe('r');
});

it('does not count a late timer as time to read the question', async () => {
  const { keyboard, key } = start();
  for (const end = Date.now() + 150; Date.now() < end; );
  // As a terminal's queue, it is read after the timers.
  globalThis.setImmediate(() => void keyboard.write('a'));
  await read();
  await keyboard.press('r');
  expect(await key).toBe('r');
});

it('resolves with the key, without Enter, and restores the terminal', async () => {
  const { keyboard, key } = start();
  expect(keyboard.isRaw).toBe(true);
  await read();
  await keyboard.press('r');
  expect(await key).toBe('r');
  expect(stateOf(keyboard)).toEqual(restored);
});

it.each([
  ['another key', 'x'],
  ['an arrow key', '\u001b[A'],
  ['an arrow key of another terminal', '\u001b[a'],
  ['pasted text', 'are you sure'],
  ['Enter', '\r'],
])('takes %s for no answer', async (_, pressed) => {
  const { keyboard, key } = start();
  await read();
  await keyboard.press(pressed);
  await keyboard.press('a');
  expect(await key).toBe('a');
});

it('restores the terminal and interrupts the program on Ctrl-C', async () => {
  const { keyboard, interrupts } = start();
  await keyboard.press('\u0003');
  expect(interrupts()).toBe(1);
  expect(stateOf(keyboard)).toEqual(restored);
});

it('restores the terminal when nobody needs the answer any more', async () => {
  const decided = new AbortController();
  const { keyboard, key } = start(decided.signal);
  decided.abort(new Error('decided on the page'));
  await expect(key).rejects.toThrow('decided on the page');
  expect(stateOf(keyboard)).toEqual(restored);
});

it('does not touch the terminal when the answer is not needed to begin with', async () => {
  const { keyboard, key } = start(AbortSignal.abort(new Error('decided')));
  await expect(key).rejects.toThrow('decided');
  expect(stateOf(keyboard)).toEqual({ isRaw: false, listeners: 0, paused: false });
});

it('leaves a terminal raw that was so before', async () => {
  const keyboard = new Keyboard();
  keyboard.setRawMode(true);
  const key = waitForKey(keyboard, ['a'], new AbortController().signal, () => undefined);
  await read();
  await keyboard.press('a');
  expect([await key, keyboard.isRaw]).toEqual(['a', true]);
});

it('takes an answer from what is no terminal at once', async () => {
  const pipe = new PassThrough();
  const key = waitForKey(pipe, ['a'], new AbortController().signal, () => undefined);
  pipe.write('a');
  expect(await key).toBe('a');
});
