import { CommandError } from '../command-error';
import { printable } from '../terminal/printable';
import type { Profile } from './profile';

/** A value that somebody configured, and where: `AWS_CA_BUNDLE`, or `ca_bundle of the profile "audit"`. */
export interface Setting {
  readonly value: string;
  readonly from: string;
}

/** The first of these variables that says something, or else this key of the profile, as the AWS CLI looks for them. */
export function settingOf(profile: Profile, variables: readonly string[], key?: string): Setting | undefined {
  for (const from of variables) {
    const value = process.env[from];
    if (value) return { value, from };
  }
  return key === undefined ? undefined : inProfile(profile, key, profile.section[key]);
}

/** What a key of the profile, or of its services, says; undefined where it says nothing. */
export function inProfile({ name }: Profile, key: string, value: string | undefined): Setting | undefined {
  return value ? { value, from: `${key} of the profile "${printable(name)}"` } : undefined;
}

/** That a setting is of no use, and what would be. */
export function refused({ value, from }: Setting, allowed: string): CommandError {
  return new CommandError(`${from}: received "${printable(value)}"; allowed is ${allowed}`);
}

/** Whether a setting says `true`. @throws CommandError where it says neither that nor `false` */
export function isTrue(setting: Setting | undefined): boolean {
  if (!setting || /^false$/i.test(setting.value)) return false;
  if (/^true$/i.test(setting.value)) return true;
  throw refused(setting, 'true or false');
}
