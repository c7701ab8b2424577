import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { accountId, type PolicyDocument, parsePolicy, roleSession } from '../../local-aws';
import type { LocalApp } from '../run/local-app';

/** What a person may do who works with the deployed app, by the files of `docs/policies`; nothing else. */
const policiesOfOperator = ['check', 'check-deployed', 'start', 'report', 'verify', 'operate'];
const policiesInManagementAccount = ['check-deployed'];

/** A policy of the documentation, for the account and the names that there are on this machine. */
export function documentedPolicy(file: string): Promise<PolicyDocument> {
  const path = fileURLToPath(new URL(`../../docs/policies/${file}`, import.meta.url));
  const text = readFileSync(path, 'utf8')
    .replaceAll('444455556666', accountId)
    .replaceAll('rootcredentialpurge-runstore', 'runstore');
  return parsePolicy(JSON.parse(text), file);
}

/**
 * The AWS credentials file of an operator: a role in the account of the app, and with the profile `management` one in
 * the management account, each with exactly the documented policies.
 */
export async function credentialsFile(app: LocalApp, managementAccountId: string): Promise<string> {
  return [
    ...(await profile('default', accountId, policiesOfOperator)),
    ...(await profile('management', managementAccountId, policiesInManagementAccount)),
  ].join('\n');

  async function profile(name: string, account: string, policies: readonly string[]): Promise<string[]> {
    const roleArn = `arn:aws:iam::${account}:role/Operator`;
    const documents = await Promise.all(policies.map((policy) => documentedPolicy(`${policy}.json`)));
    app.access.putRolePolicies(roleArn, documents);
    const credentials = app.access.credentialsOf(roleSession(roleArn, 'operator'));
    return [
      `[${name}]`,
      `aws_access_key_id = ${credentials.accessKeyId}`,
      `aws_secret_access_key = ${credentials.secretAccessKey}`,
      `aws_session_token = ${credentials.sessionToken}`,
      '',
    ];
  }
}
