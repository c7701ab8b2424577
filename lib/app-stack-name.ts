/** The name of the stack of the app itself, by which it is found among its stacks; here without the CDK. */
export const appStackName = 'RootCredentialPurge';
