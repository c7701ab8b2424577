import { defineConfig } from 'vitest/config';
import all from '../../vitest.config';
import './keep-thread';

export default defineConfig({
  test: {
    ...all.test,
    projects: undefined,
    include: ['test/mutation/lib.test.ts'],
    isolate: false,
    maxWorkers: 1,
  },
});
