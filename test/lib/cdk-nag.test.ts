import { type IPolicyValidationContext, type PolicyValidationPluginReport, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { createApp } from './support/synthesized';
import { topologies } from './support/topologies';

/** Keeps the findings of a pack, which has left out the acknowledged ones, instead of failing the synthesis. */
function record(pack: NagPack, findings: string[]): NagPack {
  const validate = pack.validate.bind(pack);
  pack.validate = (context: IPolicyValidationContext): PolicyValidationPluginReport => {
    const report = validate(context);
    for (const { ruleName, violatingResources } of report.violations)
      for (const { constructPath } of violatingResources) findings.push(`${ruleName} at ${constructPath}`);
    return { ...report, success: true, violations: [] };
  };
  return pack;
}

const everything = {
  excludedAccounts: ['777788889999'],
  runRetentionDays: 400,
  iamApprovals: true,
  approvalDomain: {
    name: 'approve.corp.example',
    certificateArn: 'arn:aws:acm:eu-west-1:444455556666:certificate/0a1b-2c3d',
    hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  },
  objectLock: { mode: 'compliance', days: 365 },
  executionDataKeyArn: 'arn:aws:kms:eu-west-1:444455556666:key/mine',
};

it.each(
  Object.entries({
    ...topologies,
    'every option': { ...topologies['the delegated administrator account'], ...everything },
  }),
)('cdk-nag finds nothing that is not acknowledged with a reason on its construct, in %s', (_, context) => {
  const { app } = createApp(context);
  const findings: string[] = [];
  const packs = [new AwsSolutionsChecks(app), new ServerlessChecks(app)];
  Validations.of(app).addPlugins(...packs.map((pack) => record(pack, findings)));
  app.synth();
  expect(findings).toEqual([]);
});
