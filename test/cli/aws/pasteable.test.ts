import { describe, expect, it } from 'vitest';
import { pasteable } from '../../../cli/aws/pasteable';

const both = { profile: 'app', region: 'eu-west-1' };

describe('pasteable', () => {
  it.each([
    ['aws iam list-roles', 'aws --profile app iam list-roles'],
    [
      'aws a b --region us-east-1 && aws c d',
      'aws --profile app a b --region us-east-1 && aws --profile app c d',
    ],
    ['aws a --json "$(aws b | jq .)"', 'aws --profile app a --json "$(aws --profile app b | jq .)"'],
    ['npx cdk deploy Stack --revert-drift', 'npx cdk deploy --profile app Stack --revert-drift'],
    ['npx root-purge enable', 'npx root-purge enable --profile app --region eu-west-1'],
    ['npx root-purge check --region us-east-1', 'npx root-purge check --profile app --region us-east-1'],
    ['aws --profile other iam list-roles', 'aws --profile other iam list-roles'],
    [
      `aws iam put --document '{"Resource":"arn:aws:iam::*:root"}'`,
      `aws --profile app iam put --document '{"Resource":"arn:aws:iam::*:root"}'`,
    ],
  ])('%s', (command, expected) => {
    expect(pasteable(command, both)).toBe(expected);
  });

  it('leaves a command alone where nothing was given', () => {
    expect(pasteable('npx root-purge enable', {})).toBe('npx root-purge enable');
  });

  it('quotes a profile that a shell would take apart, and puts it in as it is', () => {
    expect(pasteable('aws a b', { profile: "my $& profile's" })).toBe(
      `aws --profile "my \\$& profile's" a b`,
    );
  });
});
