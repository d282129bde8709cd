import { defineConfig } from 'vitest/config';

const node = ['unit', 'sql', 'data', 'golden', 'charts', 'rules'].map(
  (folder) => `test/${folder}/**/*.test.{ts,tsx}`,
);

export default defineConfig({
  test: {
    environment: 'node',
    env: { TZ: 'Asia/Shanghai' },
    maxWorkers: 2,
    // Files share a process, and with it what the engine's compiler has made.
    isolate: false,
    projects: [
      {
        extends: true,
        test: { name: 'node', include: node, testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          expect: { poll: { interval: 50, timeout: 20_000 } },
          globalSetup: ['test/browser/built-site.ts'],
        },
      },
    ],
  },
});
