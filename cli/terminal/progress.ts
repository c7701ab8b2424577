import { createLogUpdate } from 'log-update';
import { createColors } from 'picocolors';
import { type Clock, systemClock } from '../../local-aws';
import { elapsedText, nextPhase, type Phase, type ProgressEvent, phaseCountsOf } from './phase';
import type { Output } from './terminal';

/** Shows how far an execution is. */
export interface Progress {
  event(event: ProgressEvent): void;
  /** Writes something else, in between: whole lines, without garbling the progress. */
  print(text: string): void;
  /** Nothing is drawn from here on. */
  stop(): void;
}

type Stream = NodeJS.WritableStream & { columns?: number };

/**
 * On a terminal one line, drawn again ten times a second; elsewhere plain lines, about ten for a map. The time that it
 * shows begins with the first event: what came before is not of the execution.
 */
export function createProgress(
  stream: Stream,
  { live, color }: Pick<Output, 'live' | 'color'>,
  clock: Clock = systemClock,
): Progress {
  let startedAt: number | undefined;
  const elapsed = () => {
    const now = clock.now().getTime();
    startedAt ??= now;
    return elapsedText(now - startedAt);
  };
  return live ? liveProgress(stream, color, clock, elapsed) : plainProgress(stream, elapsed);
}

function plainProgress(stream: Stream, elapsed: () => string): Progress {
  let phase: Phase | undefined;
  return {
    event(event) {
      const before = phase;
      phase = nextPhase(phase, event);
      if (!phase || phase === before) return;
      if (event.type === 'stateEntered' || isMilestone(event, phase)) {
        stream.write(`${lineOf(phase, elapsed())}\n`);
      }
    },
    print: (text) => void stream.write(`${text}\n`),
    stop() {},
  };
}

/** Every tenth of the accounts, but no fewer than ten of them, and the last one. */
function isMilestone({ type }: ProgressEvent, { total = 0, done }: Phase): boolean {
  const step = Math.max(10, Math.ceil(total / 10));
  return type === 'mapItemFinished' && (done === total || done % step === 0);
}

const millisecondsPerFrame = 100;

function liveProgress(stream: Stream, color: boolean, clock: Clock, elapsed: () => string): Progress {
  const line = createLogUpdate(stream);
  const stopped = new AbortController();
  let phase: Phase | undefined;
  const draw = () => {
    if (phase && !stopped.signal.aborted) line(liveLineOf(phase, elapsed(), stream.columns || 80, color));
  };
  const print = (text: string) => {
    line.clear();
    stream.write(`${text}\n`);
    draw();
  };
  const begin = (next: Phase | undefined) => {
    const finished = phase;
    phase = next;
    if (finished) print(lineOf(finished, elapsed()));
    else draw();
  };
  void drawRegularly(draw, clock, stopped.signal);
  return {
    event(event) {
      const next = nextPhase(phase, event);
      if (event.type === 'stateEntered' && next !== phase) begin(next);
      else phase = next;
    },
    print,
    stop() {
      stopped.abort();
      begin(undefined);
      line.done();
    },
  };
}

async function drawRegularly(draw: () => void, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    draw();
    await clock.sleep(millisecondsPerFrame, signal).catch(() => undefined);
  }
}

/** What stays on the screen, for instance `0:03  Inspecting accounts 200/200, 1 retry`. */
function lineOf(phase: Phase, elapsed: string): string {
  return `${elapsed.padStart(5)}  ${phase.words} ${phaseCountsOf(phase)}`.trimEnd();
}

/** The same with a bar, on one line of a terminal of this many columns: the bar goes where there is no room for it. */
function liveLineOf(phase: Phase, elapsed: string, width: number, color: boolean): string {
  const { dim, green, bold } = createColors(color);
  const bar = barOf(phase, 20);
  const plain = lineOf(phase, elapsed);
  if (plain.length + bar.length + 1 >= width) return plain.slice(0, width - 1);
  const counts = phaseCountsOf(phase);
  return [dim(`${elapsed.padStart(5)} `), bold(phase.words), green(bar), counts].filter(Boolean).join(' ');
}

function barOf({ total, done }: Phase, width: number): string {
  if (total === undefined) return '';
  const filled = total === 0 ? width : Math.floor((done / total) * width);
  return `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]`;
}
