import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { metricsNamespace } from './lambda-function';

/**
 * A metric that a function counts, in the embedded metric format: Powertools adds the function's name as the dimension
 * `service`.
 */
export function counted({ node }: IFunction, metricName: string, options: MetricOptions = {}): Metric {
  return new Metric({
    namespace: metricsNamespace,
    metricName,
    dimensionsMap: { service: node.id },
    statistic: Stats.MAXIMUM,
    period: Duration.hours(1),
    ...options,
  });
}
