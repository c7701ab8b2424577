import { z } from 'zod';
import { schedules } from '../events/schedules';
import type { StackResources } from './stack-resources';

/** A role that a service takes on for a resource. */
export interface ServiceRole {
  service: 'lambda' | 'states' | 'scheduler';
  roleArn: string;
  /** On whose behalf, where the service says so. */
  sourceArn?: string;
}

/**
 * The roles whose trust a service checks when it creates a resource, once for each resource. EventBridge does not, and
 * finds out when it delivers an event.
 */
export function serviceRoles(resources: StackResources): ServiceRole[] {
  const roles = (type: string, property: string, service: ServiceRole['service']): ServiceRole[] =>
    resources.ofType(type).map((id) => ({
      service,
      roleArn: z.string().parse(resources.property(id, property)),
    }));
  return [
    ...roles('AWS::Lambda::Function', 'Role', 'lambda'),
    ...roles('AWS::StepFunctions::StateMachine', 'RoleArn', 'states'),
    ...schedules(resources).map(
      ({ groupArn, target: { roleArn } }): ServiceRole => ({
        service: 'scheduler',
        roleArn,
        sourceArn: groupArn,
      }),
    ),
  ];
}
