// Loaded ahead of a program that is measured: writes what the whole process took, its start and its end included.
import { writeFileSync } from 'node:fs';

process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  const usage = {
    seconds: performance.now() / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
  writeFileSync(process.env.USAGE_FILE ?? '', JSON.stringify(usage));
});
