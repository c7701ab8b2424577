/** A function's configuration, under the same names that the CDK app gives it. The only reader of `process.env`. */
type Variable =
  | 'APP_VERSION'
  | 'RUN_BUCKET'
  | 'SIGNING_KEY_ARN'
  | 'SEALING_KEY_ARN'
  | 'DELIVERY_FUNCTION'
  | 'TASK_POLICY_ARN'
  | 'APPROVAL_URL'
  | 'APPROVERS'
  | 'IAM_APPROVALS'
  | 'APPROVER_TOPICS'
  | 'APPROVAL_RULES'
  | 'STATE_MACHINE_ARN'
  | 'ALARMS_TOPIC_ARN'
  | 'MANAGEMENT_ACCOUNT_ID'
  | 'EXCLUDED_ACCOUNTS'
  | 'STANDING_EXCEPTIONS'
  | 'SIGN_IN_ISSUER'
  | 'SIGN_IN_CLIENT_ID'
  | 'SIGN_IN_SECRET_ARN'
  | 'SIGN_IN_APPROVERS';

/** A function was deployed without a variable that it needs; the message names it. */
export class MissingEnvironmentVariableError extends Error {
  override readonly name = 'MissingEnvironmentVariableError';
}

/** The value of an environment variable of this function. @throws MissingEnvironmentVariableError that names it */
export function env(variable: Variable): string {
  const value = envOrNone(variable);
  if (!value) throw new MissingEnvironmentVariableError(`The environment variable ${variable} is not set.`);
  return value;
}

/** The value of an environment variable that not every configuration has; `undefined` where it is not set. */
export function envOrNone(variable: Variable): string | undefined {
  return process.env[variable] || undefined;
}
