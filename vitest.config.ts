import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that listen to the process's own output, start a browser, or look into the bundles. */
export const ownProcess = [
  'test/lambdas/pages/browser.test.ts',
  'test/lambdas/skeleton/handler.test.ts',
  'test/lib/{bundle-sizes,lambda-function}.test.ts',
];

export default defineConfig({
  test: {
    // One core stays free by default, which is half of them where there are two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // What the CDK app gives the functions; they read it when they are loaded.
    env: {
      AWS_REGION: 'eu-west-1',
      // Local endpoints are not for the proxy of whoever runs this.
      HTTP_PROXY: '',
      http_proxy: '',
      // `npm run synth` validates the template; here it would take most of the time.
      CDK_VALIDATION: 'false',
      // Instead of what is configured here, for the programs that tests start, too.
      CDK_CONTEXT_JSON: '{}',
      ROOT_PURGE_CONFIG: '',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      POWERTOOLS_SERVICE_NAME: 'test',
      POWERTOOLS_METRICS_NAMESPACE: 'RootCredentialPurge',
      APP_VERSION: '1.2.3',
      RUN_BUCKET: 'run-bucket',
      EXCLUDED_ACCOUNTS: '[]',
      STANDING_EXCEPTIONS: '[]',
      SEALING_KEY_ARN: 'arn:aws:kms:eu-west-1:111111111111:key/test',
      TASK_POLICY_ARN: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
      APPROVAL_URL: 'https://approval.example.com',
      APPROVERS: 'alice@example.com,bob@example.com',
      APPROVER_TOPICS: 'arn:aws:sns:eu-west-1:111111111111:approver-',
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'functions',
          include: ['test/lambdas/**/*.test.{ts,tsx}'],
          exclude: ownProcess,
          // To load the SDK anew for each file would take most of the time.
          isolate: false,
          setupFiles: ['test/lambdas/support/restore-clients.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'lib',
          include: ['test/lib/**/*.test.ts'],
          exclude: ownProcess,
          isolate: false,
          setupFiles: ['test/lib/support/without-bundling.ts', 'test/lib/support/own-folder.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/{bench,bin,cli,docs,layout,local-aws,sabotage}/**/*.test.{ts,tsx}', ...ownProcess],
        },
      },
      {
        extends: true,
        test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'invariants',
          include: ['test/invariants/**/*.test.ts'],
          globalSetup: ['test/scenarios/support/synthesize-app.ts'],
          setupFiles: ['test/invariants/support/in-process-clients.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'scenarios',
          include: ['test/scenarios/**/*.test.ts'],
          globalSetup: ['test/scenarios/support/synthesize-app.ts'],
          // Many start processes of their own, which share the cores with the other tests.
          testTimeout: 120_000,
        },
      },
    ],
  },
});
