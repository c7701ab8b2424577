import { importsIn, type Sources } from './imports';

/** What the files of each room of cli may import of it, besides each other; the more exact name counts. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'cli/terminal': [],
  'cli/options': ['cli/terminal', 'cli/command-error.ts'],
  'cli/aws': ['cli/terminal', 'cli/command-error.ts'],
  'cli/root-access': ['cli/aws', 'cli/command-error.ts'],
  'cli/configuration': ['cli/command-error.ts'],
  'cli/check': commandOn('cli/root-access', 'cli/configuration', 'cli/executions'),
  'cli/enable': commandOn('cli/root-access'),
  'cli/executions': commandOn(),
  'cli/approve': commandOn('cli/executions'),
  'cli/start': commandOn('cli/executions'),
  'cli/report': commandOn('cli/executions'),
  'cli/status': commandOn('cli/executions'),
  'cli/run': commandOn('cli/root-access', 'cli/check', 'cli/configuration', 'cli/kept'),
  'cli/run/options': ['cli/options', 'cli/terminal', 'cli/command-error.ts'],
  'cli/run/approval': ['cli/terminal'],
  'cli/verify': commandOn(),
  'cli/kept': [],
  'cli/completion': commandOn(),
  'cli/simulator': ['cli/options', 'cli/run', 'cli/configuration', 'cli/kept', 'cli/terminal'],
};

/** The rooms that may know that there is an AWS of this machine; of `cli/options`, its JSON types alone. */
const besideLocalAws = ['cli/run', 'cli/simulator', 'cli/options', 'cli/configuration'];

/** What every command is made on, and these rooms. */
function commandOn(...others: readonly string[]): string[] {
  return ['cli/terminal', 'cli/options', 'cli/aws', 'cli/command-error.ts', 'cli/finish.ts', ...others];
}

/** Every import by which a room of cli looks upward or aside, as a line each. */
export function brokenRooms(sources: Sources): string[] {
  return importsIn(sources)
    .filter(({ from, to }) => {
      const room = roomOf(from);
      if (room === undefined || isIn(to, room)) return false;
      if (isIn(to, 'local-aws')) return !besideLocalAws.some((name) => isIn(from, name));
      return isIn(to, 'cli') && !rooms[room]?.some((allowed) => isIn(to, allowed));
    })
    .map(({ from, to }) => `${from} may not import ${to}`);
}

const roomOf = (file: string) =>
  Object.keys(rooms)
    .filter((room) => isIn(file, room))
    .sort((one, other) => other.length - one.length)[0];

const isIn = (file: string, place: string) => file === place || file.startsWith(`${place}/`);
