// Takes a lock as soon as it is told to, says whether it got it, and keeps it until it is told to end.
import { lockRun } from '../../../cli/run/cloud/run-lock';

const [path = ''] = process.argv.slice(2);
process.once('message', (at) => {
  while (Date.now() < Number(at));
  try {
    lockRun(path);
    process.send?.('taken');
  } catch (error) {
    process.send?.(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
});
// Without a listener the process would end by itself, and its lock be free for others.
process.on('disconnect', () => process.exit());
process.send?.('ready');
