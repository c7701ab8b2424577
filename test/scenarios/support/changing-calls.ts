/** Every operation of AWS by which the app changes something in an account, as the name of its command. */
export const changingCall =
  '(?:Delete(?:AccessKey|LoginProfile|SigningCertificate|BucketPolicy)|DeactivateMFADevice|CreateLoginProfile|SetQueueAttributes)Command';

const purge = {
  DeleteSigningCertificates: 'DeleteSigningCertificateCommand',
  DeleteAccessKeys: 'DeleteAccessKeyCommand',
  DeleteLoginProfile: 'DeleteLoginProfileCommand',
  DeactivateMfaDevices: 'DeactivateMFADeviceCommand',
};

/** By what is in reach, the functions that change an account, and what each does it with. */
export const changing = {
  purge,
  everything: {
    ...purge,
    AllowPasswordRecovery: 'CreateLoginProfileCommand',
    DeleteBucketPolicy: 'DeleteBucketPolicyCommand',
    DeleteQueuePolicy: 'SetQueueAttributesCommand',
  },
};
