import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Alarm = z.object({
  Type: z.literal('AWS::CloudWatch::Alarm'),
  Properties: z.object({ MetricName: z.string(), Namespace: z.string(), Threshold: z.number() }),
});

/** The alarms of a synthesized app on one metric each, and which of them ring for what functions logged. */
export function alarmsOf(assembly: string, stack: string): (logs: readonly string[]) => string[] {
  const template = JSON.parse(readFileSync(join(assembly, `${stack}.template.json`), 'utf8'));
  const alarms = Object.entries(template.Resources).flatMap(([id, resource]) => {
    const { success, data } = Alarm.safeParse(resource);
    return success ? [{ id: id.replace(/^Alarms|[0-9A-F]{8}$/g, ''), ...data.Properties }] : [];
  });
  return (logs) => {
    const points = logs.flatMap((line) => metricsIn(line));
    return alarms
      .filter(({ MetricName, Threshold }) =>
        points.some((point) => Number(point[MetricName] ?? -1) >= Threshold),
      )
      .map(({ id }) => id)
      .sort();
  };
}

/** The embedded metric format: an object beside its description. */
function metricsIn(line: string): Record<string, unknown>[] {
  const json = line.slice(line.indexOf('{'));
  return json.startsWith('{"_aws"') ? [JSON.parse(json)] : [];
}
