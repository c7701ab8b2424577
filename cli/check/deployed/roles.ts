import { IAMClient, type Role as IamRole, ListRolesCommand } from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { listAll } from '../../../lambdas/aws-calls/whole-list';
import type { Check } from '../readiness';
import { isAllowedIn } from './denies';
import { type DeployedResource, type Deployment, readOf, revertDrift } from './deployment';
import { type Problem, rowsOf } from './rows';

/** A role of the stack, which services are to take it on, and its trust policy as IAM has it, where it is there. */
interface Role {
  readonly name: string;
  readonly services: readonly string[];
  readonly trust?: string;
}

/** Whether the roles are there, and the services may take them on that the template lets. */
export async function checkRoles(deployment: Deployment): Promise<Check[]> {
  const client = new IAMClient(deployment.settingsFor('IAM'));
  const roles = await readOf(deployment, 'AWS::IAM::Role', 'iam:ListRoles', async (declared) => {
    const listed = await listRoles(client);
    return declared.map((resource) => roleOf(resource, listed));
  });
  return rowsOf('roles', roles, (all) => ({
    fine: `all ${all.length} are there, and trust whom they are for`,
    problems: all.flatMap((role) => wrongWith(deployment, role)),
  }));
}

/** One call for a thousand roles of the account, where the stack has some forty. */
const listRoles = (client: IAMClient) =>
  listAll({
    call: 'iam:ListRoles',
    read: (Marker?: string) => client.send(new ListRolesCommand({ Marker, MaxItems: 1000 })),
    items: ({ Roles }) => Roles,
    id: ({ RoleName }) => RoleName,
    marker: ({ IsTruncated, Marker }) => (IsTruncated ? Marker : undefined),
  });

const Trust = z.object({
  Statement: z.array(
    z.object({ Principal: z.object({ Service: z.optional(z.union([z.string(), z.array(z.string())])) }) }),
  ),
});

/** IAM gives a policy encoded as in a URL. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
function roleOf({ physicalId: name, properties }: DeployedResource, listed: readonly IamRole[]): Role {
  const { success, data } = z.safeParse(Trust, properties.AssumeRolePolicyDocument);
  const services = success ? data.Statement.flatMap(({ Principal }) => Principal.Service ?? []) : [];
  const found = listed.find(({ RoleName }) => RoleName === name);
  if (!found) return { name, services };
  const trust = contentOf('iam:ListRoles', 'the trust policy', found.AssumeRolePolicyDocument);
  return { name, services, trust: decodeURIComponent(trust) };
}

function wrongWith(deployment: Deployment, { name, services, trust }: Role): Problem[] {
  const fix = revertDrift(deployment);
  if (trust === undefined) return [{ detail: `the role ${name} is not there`, fix }];
  const acting = { actions: ['sts:AssumeRole'], context: { 'aws:sourceaccount': deployment.accountId } };
  const refused = services.filter(
    (service) => isAllowedIn(trust, { ...acting, principals: [service] }) === 'no',
  );
  return refused.map((service) => ({ detail: `the role ${name} does not let ${service} take it on`, fix }));
}
