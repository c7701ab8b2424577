import { type Acting, isAllowedIn } from './denies';
import {
  type DeployedResource,
  type Deployment,
  inAccount,
  ofType,
  partitionIn,
  roleArnOf,
} from './deployment';
import type { Problem } from './rows';

/** A key of one's own, and its policy. */
export interface OwnKey {
  readonly arn: string;
  readonly policy: string;
}

/** Who uses a key of one's own, in words, and what they do with it. */
interface Use {
  readonly who: string;
  readonly acting: Acting;
}

/**
 * What the policy of a key of one's own does not allow of what is done with it, by a static look: as with policies of the
 * organization, a condition on something else makes it unknown. What it leaves to IAM, the roles of the app have.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function keyPolicyProblems(deployment: Deployment, { arn, policy }: OwnKey): Problem[] {
  return usesOf(deployment).flatMap(({ who, acting }) => {
    const answer = isAllowedIn(policy, acting);
    if (answer === 'yes') return [];
    const how = answer === 'no' ? 'does not let' : 'may not let, depending on its conditions,';
    return [
      {
        answer: answer === 'no' ? ('no' as const) : ('unknown' as const),
        detail: `the policy of ${arn} ${how} ${who} ${acting.actions.join(' and ')}`,
        fix: {
          ...inAccount(arn.split(':')[4] ?? ''),
          command: `aws kms put-key-policy --key-id ${arn} --policy file://policy.json --region ${deployment.region}`,
          text: 'docs/deploying.md has the statements, under "A key of your own".',
        },
      },
    ];
  });
}

function usesOf(deployment: Deployment): Use[] {
  const { accountId, region, resources } = deployment;
  const partition = partitionIn(deployment);
  const machines = resources.known ? ofType(resources.value, 'AWS::StepFunctions::StateMachine') : [];
  const delivery = {
    actions: ['kms:Decrypt'],
    principals: ['delivery.logs.amazonaws.com'],
    context: {
      'aws:principalisawsservice': 'true',
      'aws:sourceaccount': accountId,
      // This is the value itself, and no pattern.
      'kms:encryptioncontext:sourcearn': `arn:${partition}:logs:${region}:${accountId}:*`,
    },
  };
  return [
    ...machines.map((machine) => useOf(deployment, machine)),
    { who: 'delivery.logs.amazonaws.com', acting: delivery },
  ];
}

function useOf(deployment: Deployment, machine: DeployedResource): Use {
  const { accountId } = deployment;
  const arn = roleArnOf(deployment, machine) ?? '';
  const root = `arn:${partitionIn(deployment)}:iam::${accountId}:root`;
  return {
    who: arn,
    acting: {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      principals: [arn, root, accountId],
      context: {
        'aws:principalisawsservice': 'false',
        'aws:principalarn': arn,
        'aws:principalaccount': accountId,
        'kms:calleraccount': accountId,
        'kms:encryptioncontext:aws:states:statemachinearn': machine.physicalId,
      },
    },
  };
}
