import { required } from '../wire/parameters';
import type { Operations } from '../wire/service';
import { noSuchEntity } from './errors';
import { iamPage } from './iam-paging';
import { loginProfileOf, userOf } from './iam-user';
import type { Call } from './operation';

/** The reading operations of AWS Identity and Access Management, API version 2010-05-08. */
export const IAM_READS: Operations<Call> = {
  GetAccountSummary({ caller: { account } }) {
    const { accessKeys, mfaDevices, loginProfile, signingCertificates } = account.credentials;
    return {
      SummaryMap: new Map([
        ['AccountAccessKeysPresent', presence(accessKeys.length > 0)],
        ['AccountMFAEnabled', presence(mfaDevices.length > 0)],
        ['AccountPasswordPresent', presence(loginProfile !== undefined)],
        ['AccountSigningCertificatesPresent', presence(signingCertificates.length > 0)],
        ['Users', 0],
        ['UsersQuota', 5000],
      ]),
    };
  },

  GetUser(call) {
    const user = userOf(call);
    return {
      User: {
        Path: user.userName && '/',
        UserName: user.userName,
        UserId: user.userId,
        Arn: user.arn,
        CreateDate: user.createDate,
        PasswordLastUsed: user.credentials.loginProfile?.passwordLastUsed,
      },
    };
  },

  /** Of the roles, those of the stacks are known. */
  GetRole(call) {
    const RoleName = required(call.parameters, 'RoleName');
    const Role = rolesOf(call).find((role) => role.RoleName === RoleName);
    if (!Role) throw noSuchEntity(`The role with name ${RoleName} cannot be found.`);
    return { Role };
  },

  ListRoles(call) {
    const { page, rest } = iamPage(rolesOf(call), call.parameters);
    return { Roles: page, ...rest };
  },

  GetLoginProfile(call) {
    const user = userOf(call);
    const { createDate } = loginProfileOf(user);
    return {
      LoginProfile: { UserName: user.userName, CreateDate: createDate, PasswordResetRequired: false },
    };
  },

  ListSigningCertificates(call) {
    const { userName, credentials } = userOf(call);
    const { page, rest } = iamPage(credentials.signingCertificates, call.parameters);
    return {
      Certificates: page.map((certificate) => ({
        UserName: userName,
        CertificateId: certificate.certificateId,
        CertificateBody: certificate.certificateBody,
        Status: certificate.status,
        UploadDate: certificate.uploadDate,
      })),
      ...rest,
    };
  },

  ListAccessKeys(call) {
    const { userName, credentials } = userOf(call);
    const { page, rest } = iamPage(credentials.accessKeys, call.parameters);
    return {
      AccessKeyMetadata: page.map((key) => ({
        UserName: userName,
        AccessKeyId: key.accessKeyId,
        Status: key.status,
        CreateDate: key.createDate,
      })),
      ...rest,
    };
  },

  GetAccessKeyLastUsed({ caller, parameters }) {
    const id = required(parameters, 'AccessKeyId');
    const key = caller.credentials.accessKeys.find(({ accessKeyId }) => accessKeyId === id);
    if (!key) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
    return {
      UserName: caller.userName,
      AccessKeyLastUsed: {
        LastUsedDate: key.lastUsed?.date,
        ServiceName: key.lastUsed?.serviceName ?? 'N/A',
        Region: key.lastUsed?.region ?? 'N/A',
      },
    };
  },

  ListMFADevices(call) {
    const { userName, credentials } = userOf(call);
    const { page, rest } = iamPage(credentials.mfaDevices, call.parameters);
    return {
      MFADevices: page.map((device) => ({
        UserName: userName,
        SerialNumber: device.serialNumber,
        EnableDate: device.enableDate,
      })),
      ...rest,
    };
  },
};

const presence = (present: boolean) => (present ? 1 : 0);

function rolesOf({ access, caller }: Call) {
  const own = `arn:aws:iam::${caller.account.id}:role/`;
  const arns = Object.keys(access?.policies.roles ?? {}).filter((arn) => arn.startsWith(own));
  return arns.map((Arn) => {
    const RoleName = Arn.split('/').at(-1) ?? '';
    const [trust = {}] = access?.policies.resources[Arn] ?? [];
    const AssumeRolePolicyDocument = encodeURIComponent(JSON.stringify(trust));
    const { createDate: CreateDate } = caller;
    return { Path: '/', RoleName, RoleId: `AROA${RoleName}`, Arn, CreateDate, AssumeRolePolicyDocument };
  });
}
