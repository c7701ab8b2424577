import { taskRunOf } from '../../../lambdas/run/execution-names';
import { postureKey, runKeys } from '../../../lambdas/run/run-keys';
import type { Organization } from '../../../local-aws';

/** Every key that an object of this execution may have in the run store, whichever of the two it is of. */
export function objectKeys(execution: string, organization: Organization): string[] {
  const runs = [execution, taskRunOf(execution)];
  const accountIds = organization.accounts.map(({ id }) => id);
  return [
    postureKey(organization),
    `input/${execution}.list`,
    ...runs.flatMap((run) => [...keysOf(run), ...mapKeys(run), ...progressKeys(run, accountIds)]),
  ];
}

const keysOf = (run: string) => [
  ...Object.values(runKeys).map((key) => key(run, 'json')),
  ...[1, 2].map((number) => runKeys.proposal(run, number)),
  ...(['csv', 'html'] as const).map((format) => runKeys.report(run, format)),
];

/** What the two maps write, each Map Run into a folder that is called by its ID. */
const mapKeys = (run: string) =>
  ['inspection', 'purge'].flatMap((map) =>
    ['SUCCEEDED_0', 'FAILED_0', 'manifest'].map((file) => `runs/${run}/${map}/${mapRun}/${file}.json`),
  );

const mapRun = '00000000-0000-0000-0000-000000000000';

const progressKeys = (run: string, accountIds: readonly string[]) =>
  accountIds.flatMap((id) => ['done', 'failed'].map((end) => `${runKeys.progress(run)}${id}.${end}`));
