import type { Clock } from '../clock';
import { isoSeconds } from '../organization/dates';
import {
  type Account,
  type Credentials,
  loginProfileId,
  mfaDeviceId,
  type Organization,
} from '../organization/organization';
import { BASE_32 } from '../organization/random';
import type { FaultPlan } from './fault-plan';

/** Something that somebody else did to an account while the workflow was running. */
export interface Interference {
  readonly accountId: string;
  readonly type: 'appeared' | 'vanished';
  readonly kind: keyof Credentials;
  /** `loginProfileId` for a password, `mfaDeviceId` for an MFA device. */
  readonly id: string;
}

/** What befalls the simulated accounts themselves: other people, and reads that lag behind. */
export class OrganizationFaults {
  readonly #lastSeen = new Map<string, Credentials>();
  readonly #times = new Map<string, number>();

  constructor(
    readonly organization: Organization,
    private readonly plan: FaultPlan,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly onInterference: (interference: Interference) => void = () => undefined,
  ) {}

  /** Somebody creates a credential in the account. */
  appear(accountId: string, operation: string): void {
    const account = this.#find(accountId);
    if (!account) return;
    const random = this.#random('appear', accountId, operation);
    const kind = random.pick(['accessKeys', 'loginProfile', 'mfaDevices', 'signingCertificates'] as const);
    const id = create(account, kind, random.text(16, BASE_32), isoSeconds(this.clock.now()));
    if (id) this.onInterference({ accountId, type: 'appeared', kind, id });
  }

  /** Somebody deletes one: never the devices that protect a password, which AWS lets nobody do by accident. */
  vanish(accountId: string, operation: string): void {
    const account = this.#find(accountId);
    if (!account) return;
    const random = this.#random('vanish', accountId, operation);
    const kinds = ['accessKeys', 'loginProfile', 'signingCertificates'] as const;
    for (const kind of random.shuffle(kinds)) {
      const id = remove(account.credentials, kind);
      if (!id) continue;
      this.onInterference({ accountId, type: 'vanished', kind, id });
      return;
    }
  }

  /** Somebody sets another password in the place of the one that is there. */
  replace(accountId: string): void {
    const account = this.#find(accountId);
    const vanished = account && remove(account.credentials, 'loginProfile');
    if (!vanished) return;
    const kind = 'loginProfile';
    this.onInterference({ accountId, type: 'vanished', kind, id: vanished });
    const appeared = create(account, kind, '', isoSeconds(this.clock.now()));
    if (appeared) this.onInterference({ accountId, type: 'appeared', kind, id: appeared });
  }

  /** Somebody enables another MFA device under the serial number of one that is there, as of a virtual one. */
  reenable(accountId: string): void {
    const devices = this.#find(accountId)?.credentials.mfaDevices ?? [];
    const before = devices.shift();
    if (!before) return;
    const kind = 'mfaDevices';
    this.onInterference({ accountId, type: 'vanished', kind, id: mfaDeviceId(before) });
    const after = { ...before, enableDate: isoSeconds(this.clock.now()) };
    devices.push(after);
    this.onInterference({ accountId, type: 'appeared', kind, id: mfaDeviceId(after) });
  }

  /** What a read shows: the truth, or, a fault, also what the same read showed the last time. */
  seenBy(accountId: string, operation: string, truth: Credentials): Credentials {
    const read = `${accountId}/${operation}`;
    const before = this.#lastSeen.get(read);
    const isBehind = before !== undefined && holdsMore(before, truth);
    if (isBehind && this.plan.strike(['stale'], { names: ['iam', operation], subject: accountId })) {
      return allListed(before, truth);
    }
    this.#lastSeen.set(read, structuredClone(truth));
    return truth;
  }

  /** Another account of the organization, or the same where there is none. */
  another(accountId: string): string {
    const { accounts } = this.organization;
    return accounts.find(({ id, state }) => id !== accountId && state === 'ACTIVE')?.id ?? accountId;
  }

  #random(fault: 'appear' | 'vanish', accountId: string, operation: string) {
    const what = `${fault}/${accountId}/${operation}`;
    const times = (this.#times.get(what) ?? 0) + 1;
    this.#times.set(what, times);
    return this.plan.random(what, times);
  }

  #find(accountId: string): Account | undefined {
    return this.organization.accounts.find(({ id }) => id === accountId);
  }
}

/** Its ID; undefined where the account can hold no other of the kind. */
function create(
  { id, credentials }: Account,
  kind: keyof Credentials,
  suffix: string,
  now: string,
): string | undefined {
  switch (kind) {
    case 'accessKeys':
      credentials.accessKeys.push({ accessKeyId: `AKIA${suffix}`, status: 'Active', createDate: now });
      return `AKIA${suffix}`;
    case 'signingCertificates':
      credentials.signingCertificates.push({
        certificateId: `${suffix}${suffix}`,
        certificateBody: 'PEM',
        status: 'Active',
        uploadDate: now,
      });
      return `${suffix}${suffix}`;
    case 'mfaDevices': {
      const device = { serialNumber: `arn:aws:iam::${id}:mfa/${suffix}`, enableDate: now };
      credentials.mfaDevices.push(device);
      return mfaDeviceId(device);
    }
    case 'loginProfile':
      if (credentials.loginProfile) return undefined;
      credentials.loginProfile = { createDate: now };
      return loginProfileId(credentials.loginProfile);
  }
}

function remove(
  credentials: Credentials,
  kind: 'accessKeys' | 'loginProfile' | 'signingCertificates',
): string | undefined {
  if (kind === 'accessKeys') return credentials.accessKeys.shift()?.accessKeyId;
  if (kind === 'signingCertificates') return credentials.signingCertificates.shift()?.certificateId;
  const { loginProfile } = credentials;
  delete credentials.loginProfile;
  return loginProfile && loginProfileId(loginProfile);
}

const idsOf = ({ accessKeys, signingCertificates, mfaDevices, loginProfile }: Credentials) => [
  ...accessKeys.map(({ accessKeyId }) => accessKeyId),
  ...signingCertificates.map(({ certificateId }) => certificateId),
  ...mfaDevices.map(mfaDeviceId),
  ...(loginProfile ? [loginProfileId(loginProfile)] : []),
];

function holdsMore(before: Credentials, truth: Credentials): boolean {
  const held = new Set(idsOf(truth));
  return idsOf(before).some((id) => !held.has(id));
}

/** IAM is eventually consistent: what was deleted may be listed for a while; nothing that is there is left out. */
function allListed(before: Credentials, truth: Credentials): Credentials {
  const without = <T>(items: T[], idOf: (item: T) => string, others: T[]) =>
    others.filter((other) => !items.some((item) => idOf(item) === idOf(other)));
  return {
    accessKeys: [
      ...truth.accessKeys,
      ...without(truth.accessKeys, (key) => key.accessKeyId, before.accessKeys),
    ],
    signingCertificates: [
      ...truth.signingCertificates,
      ...without(truth.signingCertificates, (item) => item.certificateId, before.signingCertificates),
    ],
    mfaDevices: [...truth.mfaDevices, ...without(truth.mfaDevices, mfaDeviceId, before.mfaDevices)],
    loginProfile: truth.loginProfile ?? before.loginProfile,
  };
}
