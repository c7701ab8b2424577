import { readDefinition } from './state-machine-definition';

// No bundle of the command line reads YAML: in the place of this file it has what it exports, as text.

/** The definition of the purge, as JSON with placeholders. */
export const purgeWorkflowDefinition = readDefinition(
  new URL('./purge-workflow/purge-workflow.asl.yaml', import.meta.url),
);
/** The definition of the privileged tasks, as JSON with placeholders. */
export const privilegedTasksDefinition = readDefinition(
  new URL('./privileged-tasks/privileged-tasks.asl.yaml', import.meta.url),
);
