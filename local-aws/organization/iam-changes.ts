import { AwsError } from '../wire/aws-error';
import { optional, required, validationError } from '../wire/parameters';
import type { Operations } from '../wire/service';
import { isoSeconds } from './dates';
import { noSuchEntity } from './errors';
import { loginProfileOf, userOf } from './iam-user';
import type { Call } from './operation';
import { loginProfileId, mfaDeviceId } from './organization';

/** The changing operations of AWS Identity and Access Management, API version 2010-05-08. */
export const IAM_CHANGES: Operations<Call> = {
  DeleteSigningCertificate(call) {
    const id = required(call.parameters, 'CertificateId');
    const { credentials } = userOf(call);
    const deleted = remove(credentials.signingCertificates, ({ certificateId }) => certificateId === id);
    if (!deleted) throw noSuchEntity(`The Certificate with id ${id} cannot be found.`);
    call.record('deleted', id);
  },

  DeleteAccessKey(call) {
    const id = required(call.parameters, 'AccessKeyId');
    const { credentials } = userOf(call);
    const deleted = remove(credentials.accessKeys, ({ accessKeyId }) => accessKeyId === id);
    if (!deleted) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
    call.record('deleted', id);
  },

  DeactivateMFADevice(call) {
    const serial = required(call.parameters, 'SerialNumber');
    const { credentials } = userOf(call);
    const device = credentials.mfaDevices.find(({ serialNumber }) => serialNumber === serial);
    if (!device) throw noSuchEntity(`MFA Device with serial number ${serial} does not exist.`);
    remove(credentials.mfaDevices, (other) => other === device);
    call.record('deleted', mfaDeviceId(device));
  },

  DeleteLoginProfile(call) {
    const user = userOf(call);
    const id = loginProfileId(loginProfileOf(user));
    delete user.credentials.loginProfile;
    call.record('deleted', id);
  },

  /** For a root user this only opens the way to a new password by email. */
  CreateLoginProfile(call) {
    const { userName, credentials } = userOf(call);
    assertPasswordFits(call);
    if (credentials.loginProfile) {
      throw new AwsError(
        'EntityAlreadyExists',
        `Login Profile for user ${userName ?? 'root'} already exists.`,
        409,
      );
    }
    const createDate = isoSeconds(call.now);
    credentials.loginProfile = { createDate };
    call.record('created', loginProfileId(credentials.loginProfile));
    return { LoginProfile: { UserName: userName, CreateDate: createDate, PasswordResetRequired: false } };
  },
};

/**
 * "This parameter must be omitted when you make the request with an AssumeRoot session. It is required in all other
 * cases" (IAM API Reference, CreateLoginProfile); the error is not documented.
 */
function assertPasswordFits({ caller, parameters }: Call): void {
  const isGiven = optional(parameters, 'Password') !== undefined;
  if (!caller.session) required(parameters, 'Password');
  else if (isGiven) throw validationError('Password must be omitted in a session that AssumeRoot opened');
}

/** Takes the one matching item out of the list; false when there is none. */
function remove<T>(items: T[], matches: (item: T) => boolean): boolean {
  const index = items.findIndex(matches);
  if (index >= 0) items.splice(index, 1);
  return index >= 0;
}
