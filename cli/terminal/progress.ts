import { createLogUpdate } from 'log-update';
import { createColors } from 'picocolors';
import { type Clock, machineClock } from './clock';
import { elapsedText, nextPhase, type Phase, type ProgressEvent, phaseCountsOf } from './phase';
import type { Output } from './terminal';

/** The progress of an execution on a stream, and a way to write something else in between. */
export interface Progress {
  event(event: ProgressEvent): void;
  /** Writes something else, in between: whole lines, without garbling the progress. */
  print(text: string): void;
  /** Shows what is being typed, below, until something is printed; not where nothing is drawn again. */
  typing(text: string): void;
  /** Nothing is drawn from here on. */
  stop(): void;
}

type Stream = NodeJS.WritableStream & { columns?: number };

/**
 * Shows the progress of an execution: on a terminal as one line, drawn again ten times a second; elsewhere as plain
 * lines, about ten for a map. The time that it shows begins with the first event: what came before is not of the
 * execution.
 */
export function createProgress(
  stream: Stream,
  { live, color }: Pick<Output, 'live' | 'color'>,
  clock: Clock = machineClock,
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
    typing() {},
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
  let typed = '';
  const draw = () => {
    if (!phase || stopped.signal.aborted) return;
    line([liveLineOf(phase, elapsed(), stream.columns || 80, color), typed].filter(Boolean).join('\n'));
  };
  const print = (text: string) => {
    typed = '';
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
    typing(text) {
      typed = text;
      draw();
    },
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

/** What is drawn while it lasts: with a bar, which goes where the terminal has no room for it. */
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
