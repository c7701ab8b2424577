import { runWorkflow } from '../workflow-run';

/** Ours, in an organization that another process simulates: `ORGANIZATION_URL`. The argument is the concurrency. */
const run = await runWorkflow(process.env.ORGANIZATION_URL ?? '', Number(process.argv[2]));
console.log(JSON.stringify(run));
