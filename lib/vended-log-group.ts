import { Aws } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The name of a log group that a service of AWS writes to by itself. Under this prefix the group needs no place in the
 * resource policy of CloudWatch Logs, which an account may have filled: a deployment would fail there.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export function vendedLogGroup({ node }: Construct, service: 'states' | 'apigateway'): string {
  return `/aws/vendedlogs/${service}/${Aws.STACK_NAME}/${node.id}`;
}
