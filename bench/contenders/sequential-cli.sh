#!/usr/bin/env bash
# What people do today: account after account, one AWS CLI process for each call. Reads account IDs from its
# arguments; $AWS is the CLI. Prints the CPU seconds of itself and of its children.
set -u
policy=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials
for account in "$@"; do
  session=$($AWS sts assume-root --target-principal "$account" --task-policy-arn arn="$policy" --duration-seconds 900 \
    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) || continue
  read -r id secret token <<<"$session"
  iam() {
    AWS_ACCESS_KEY_ID=$id AWS_SECRET_ACCESS_KEY=$secret AWS_SESSION_TOKEN=$token $AWS iam "$@"
  }
  for certificate in $(iam list-signing-certificates --query 'Certificates[].CertificateId' --output text); do
    iam delete-signing-certificate --certificate-id "$certificate"
  done
  for key in $(iam list-access-keys --query 'AccessKeyMetadata[].AccessKeyId' --output text); do
    iam delete-access-key --access-key-id "$key"
  done
  for device in $(iam list-mfa-devices --query 'MFADevices[].SerialNumber' --output text); do
    iam deactivate-mfa-device --serial-number "$device"
  done
  iam delete-login-profile 2>/dev/null
done
times
