import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { outliveReaders } from '../../../cli/terminal/broken-pipe';

it('outlives that nobody reads any more, and nothing else', () => {
  const streams = [new PassThrough(), new PassThrough()];
  outliveReaders(streams);
  for (const stream of streams) {
    const fail = (error: Error) => EventEmitter.prototype.emit.call(stream, 'error', error);
    expect(() => fail(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))).not.toThrow();
    expect(() => fail(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))).toThrow(
      'no space left',
    );
    expect(() => fail(new Error('EPIPE'))).toThrow('EPIPE');
  }
});
