import { z } from 'zod';
import type { StackResources } from '../template/stack-resources';
import { type EventRule, eventBusArn } from './event-bridge';

const targetSchema = z.object({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
});

/** A rule as a template has it. */
export const ruleSchema = z.object({
  State: z.string().default('ENABLED'),
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.json()).optional(),
  Targets: z.array(targetSchema).default([]),
});

/** The enabled rules with an event pattern; retry policies and dead-letter queues have no meaning here. */
export function eventRules(resources: StackResources): EventRule[] {
  return resources.ofType('AWS::Events::Rule').flatMap((logicalId) => {
    const { State, EventBusName, EventPattern, Targets } = ruleSchema.parse(resources.properties(logicalId));
    if (State === 'DISABLED' || !EventPattern) return [];
    return {
      name: resources.id(logicalId).ref,
      arn: resources.attribute(logicalId, 'Arn'),
      // A bus may be given by its name or its ARN.
      eventBus: EventBusName.startsWith('arn:')
        ? EventBusName
        : eventBusArn(resources.environment, EventBusName),
      pattern: EventPattern,
      targets: Targets.map(({ Id, Arn, RoleArn, Input, InputPath, InputTransformer }) => ({
        id: Id,
        arn: Arn,
        roleArn: RoleArn,
        input: Input,
        inputPath: InputPath,
        inputTransformer: InputTransformer && {
          inputPathsMap: InputTransformer.InputPathsMap,
          inputTemplate: InputTransformer.InputTemplate,
        },
      })),
    };
  });
}
