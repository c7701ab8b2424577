import { isOptInRegion } from '../../../lambdas/input/region';
import { known } from '../../aws/fact';
import type { Check } from '../readiness';
import type { Deployment } from './deployment';
import { rowsOf } from './rows';

/** Whether STS answers in the Region of the app, here, where it just did, and in the member accounts. */
export function checkStsRegion({ region }: Pick<Deployment, 'region'>): Check[] {
  return rowsOf('sts-region', known(region), () => ({
    fine: `${region} is a Region of every account`,
    problems: isOptInRegion(region)
      ? [
          {
            answer: 'unknown',
            detail: `${region} is an opt-in Region: no root session can be opened in an account that has not opted in`,
            fix: {
              by: 'the management account',
              command: `aws account enable-region --region-name ${region} --account-id ACCOUNT_ID`,
              text: `For each member account of which aws account get-region-opt-status --region-name ${region} --account-id ACCOUNT_ID does not say ENABLED. Or deploy to a Region that every account has.`,
            },
          },
        ]
      : [],
  }));
}
