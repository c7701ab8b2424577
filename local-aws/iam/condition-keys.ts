/**
 * The condition keys that requests carry here when they carry them on AWS; any other would have to be guessed. None
 * comes through a VPC endpoint.
 */
const keys = new Set(
  [
    'aws:AssumedRoot',
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalIsAWSService',
    'aws:PrincipalServiceName',
    'aws:ResourceAccount',
    'aws:SecureTransport',
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:ViaAWSService',
    'kms:EncryptionContextKeys',
    'kms:SigningAlgorithm',
    'organizations:ServicePrincipal',
    's3:if-none-match',
    's3:prefix',
    's3:TlsVersion',
    'sts:TaskPolicyArn',
  ].map((key) => key.toLowerCase()),
);

/** Each key of an encryption context is a condition key of its own, in any case of letters. */
const encryptionContext = 'kms:encryptioncontext:';

/** A condition key as requests carry it, in lower case. @throws Error that names a key nobody answers here */
export function conditionKey(name: string): string {
  const key = name.toLowerCase();
  if (keys.has(key) || key.startsWith(encryptionContext)) return key;
  throw new Error(`the condition key ${name} is not supported locally`);
}

/** What a KMS request says of its encryption context (AWS KMS Developer Guide, "AWS KMS condition keys"). */
export function encryptionContextKeys(context: Readonly<Record<string, string>>) {
  return {
    ...Object.fromEntries(
      Object.entries(context).map(([key, value]) => [`${encryptionContext}${key.toLowerCase()}`, value]),
    ),
    'kms:encryptioncontextkeys': Object.keys(context),
  };
}
