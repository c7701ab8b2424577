import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import type { ProgressEvent } from '../../../cli/terminal/phase';
import { createProgress, type Progress } from '../../../cli/terminal/progress';
import { ManualClock } from '../../support/manual-clock';

const escapeCharacter = '\u001b';
const clock = () => new ManualClock(new Date('2026-11-23T10:00:00Z'));
const entered = (state: string): ProgressEvent => ({ type: 'stateEntered', state });
const started = (state: string, items: number): ProgressEvent => ({ type: 'mapRunStarted', state, items });
const finished = (state: string): ProgressEvent => ({ type: 'mapItemFinished', state, succeeded: true });

/** Keeps what was written. */
class Written extends Writable {
  text = '';

  constructor(readonly columns = 80) {
    super();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  take(): string {
    const { text } = this;
    this.text = '';
    return text;
  }

  get lines(): string[] {
    return stripVTControlCharacters(this.text).split('\n').filter(Boolean);
  }
}

let running: Progress | undefined;
afterEach(() => running?.stop());

function start(stream: Written, output: { live: boolean; color: boolean }, time = clock()): Progress {
  running = createProgress(stream, output, time);
  return running;
}

function inspect(progress: Progress, total: number, done: number): void {
  progress.event(entered('InspectAccounts'));
  progress.event(started('InspectAccounts', total));
  for (let i = 0; i < done; i++) progress.event(finished('InspectAccounts'));
}

it('writes plain lines where the stream is no terminal, about one for every tenth of the accounts', () => {
  const stream = new Written();
  const time = clock();
  const progress = start(stream, { live: false, color: true }, time);
  // The app starts; the execution has not begun.
  time.advance(10_000);
  progress.event(entered('ListAccounts'));
  time.advance(3_000);
  inspect(progress, 200, 200);
  progress.event(entered('IsThereAnythingToApprove'));
  progress.event(entered('RequestApproval'));
  progress.print('An email');
  progress.stop();
  expect(stream.text).not.toContain(escapeCharacter);
  expect(stream.lines).toEqual([
    ' 0:00  Listing accounts',
    ' 0:03  Inspecting accounts',
    ...[20, 40, 60, 80, 100, 120, 140, 160, 180, 200].map((done) => ` 0:03  Inspecting accounts ${done}/200`),
    ' 0:03  Waiting for approval',
    'An email',
  ]);
});

it.each([
  [12, [10, 12]],
  [5, [5]],
  [101, [11, 22, 33, 44, 55, 66, 77, 88, 99, 101]],
])('writes few lines for %d accounts', (total, milestones) => {
  const stream = new Written();
  inspect(start(stream, { live: false, color: false }), total, total);
  expect(stream.lines.slice(1)).toEqual(
    milestones.map((done) => ` 0:00  Inspecting accounts ${done}/${total}`),
  );
});

it('draws one line on a terminal, ten times a second and not for every account', async () => {
  const stream = new Written();
  const time = clock();
  const progress = start(stream, { live: true, color: false }, time);
  inspect(progress, 200, 0);
  stream.take();
  for (let i = 0; i < 124; i++) progress.event(finished('InspectAccounts'));
  progress.event({ type: 'retry', state: 'AssumeRootToInspect', error: 'Throttling', attempt: 1 });
  progress.event({ type: 'mapItemFinished', state: 'InspectAccounts', succeeded: false });
  expect(stream.text).toBe('');
  time.advance(2_000);
  await setImmediate();
  expect(stream.lines).toEqual([
    ' 0:02  Inspecting accounts [############--------] 125/200, 1 failed, 1 retry',
  ]);
});

it('leaves a line behind for every phase that is over', () => {
  const stream = new Written();
  const progress = start(stream, { live: true, color: false });
  inspect(progress, 3, 3);
  stream.take();
  progress.event(entered('PlanPurge'));
  expect(stream.lines).toEqual([' 0:00  Inspecting accounts 3/3', ' 0:00  Planning']);
});

it('clears the line before it writes something else, and draws it again below', () => {
  const stream = new Written();
  const progress = start(stream, { live: true, color: false });
  progress.event(entered('RequestApproval'));
  stream.take();
  progress.print('To: a@example.com\nhttps://example.com/a-link');
  expect(stream.text.indexOf(`${escapeCharacter}[2K`)).toBeLessThan(stream.text.indexOf('To:'));
  expect(stream.lines).toEqual([
    'To: a@example.com',
    'https://example.com/a-link',
    ' 0:00  Waiting for approval',
  ]);
});

it('draws nothing after it was stopped', async () => {
  const stream = new Written();
  const time = clock();
  const progress = start(stream, { live: true, color: false }, time);
  progress.event(entered('WriteReport'));
  stream.take();
  progress.stop();
  expect(stream.lines).toEqual([' 0:00  Writing the report']);
  stream.take();
  time.advance(1_000);
  await setImmediate();
  progress.stop();
  progress.print('The end');
  expect(stream.lines).toEqual(['The end']);
  expect(time.sleeping).toBe(0);
});

it.each([
  [60, ' 0:00  Inspecting accounts [####################] 3/3'],
  [40, ' 0:00  Inspecting accounts 3/3'],
  [20, ' 0:00  Inspecting a'],
])('stays on one line of a terminal with %d columns', async (columns, line) => {
  const stream = new Written(columns);
  const time = clock();
  inspect(start(stream, { live: true, color: false }, time), 3, 3);
  time.advance(100);
  await setImmediate();
  expect(stream.lines.at(-1)).toBe(line);
});
