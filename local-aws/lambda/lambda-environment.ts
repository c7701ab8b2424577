import { devNull } from 'node:os';
import type { SessionCredentials } from '../iam/temporary-credentials';
import { region } from '../template/physical-id';
import type { LambdaFunction } from '../template/template';

/** The credentials of a function whose role nobody asks about. */
export const anyCredentials: SessionCredentials = {
  accessKeyId: 'ASIALOCALRUNTIME0000',
  secretAccessKey: 'local',
  sessionToken: 'local',
};

/** CloudWatch Logs names of a function that was never deployed. */
export const logNames = (functionName: string) => ({
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: 'local/[$LATEST]0',
});

/**
 * The whole environment of a function: the template's variables, what Lambda itself sets (AWS Lambda Developer Guide,
 * "Defined runtime environment variables"), and `endpoints` (`AWS_ENDPOINT_URL_*`, and credentials where they want
 * some, which then go before those of its role). Nothing of this process comes along, nor of the user's AWS
 * configuration files: a function cannot reach a real account by accident.
 */
export function lambdaEnvironment(
  { name, codePath, handler, runtime, memorySize, environment }: LambdaFunction,
  endpoints: Record<string, string>,
  { accessKeyId, secretAccessKey, sessionToken } = anyCredentials,
): Record<string, string> {
  const { logGroupName, logStreamName } = logNames(name);
  return {
    ...environment,
    _HANDLER: handler,
    AWS_CONFIG_FILE: devNull,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_REGION: region,
    // The version that matters is that of the runtime on Lambda, not of this machine.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    LAMBDA_TASK_ROOT: codePath,
    TZ: ':UTC',
    ...(endpoints.AWS_ACCESS_KEY_ID === undefined && {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    }),
    ...endpoints,
  };
}
