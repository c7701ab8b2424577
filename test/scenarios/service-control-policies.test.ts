import { expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { useScenario } from './support/scenario';

const scenario = useScenario();

const denyRoot = (more: object) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] }, ...more },
    },
  ],
});

it('an organization whose SCP denies root is purged once the remedy in the report is followed', async () => {
  const organization = scenario.organize({ accounts: 3 });
  const attach = (document: object) => {
    organization.serviceControlPolicies = [{ name: 'DenyRoot', targets: [organization.rootId], document }];
  };
  attach(denyRoot({}));
  const blocked = scenario.run();

  expect(await blocked.execution.result).toMatchObject({ status: 'FAILED', error: 'SomeAccountsNotSettled' });
  expect(blocked.report().outcomes).toMatchObject({ unknown: 3, clean: 0, purged: 0 });
  const remedies = blocked
    .report()
    .accounts.flatMap(({ outcome, remedy }) => (outcome === 'unknown' ? remedy : []));
  const conditions = remedies.map((remedy) => /Add the condition ("Null": \{.*?\})/.exec(remedy)?.[1]);
  expect(conditions).toHaveLength(3);

  attach(denyRoot(JSON.parse(`{${conditions[0]}}`)));
  const mended = scenario.run();
  await decideOnPage(await mended.link(), 'all');
  expect(await mended.execution.result).toMatchObject({ status: 'SUCCEEDED' });
  expect(mended.report().outcomes).toMatchObject({ unknown: 0, clean: 1, purged: 2 });
});
