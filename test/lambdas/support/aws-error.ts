/** An error as the SDK throws it: AWS's code is its name. */
export function awsError(name: string, message = `${name} said AWS`, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}
