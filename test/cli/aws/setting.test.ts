import { afterEach, expect, it, vi } from 'vitest';
import { inProfile, isTrue, settingOf } from '../../../cli/aws/setting';

const profile = {
  name: 'au\ndit',
  isOption: true,
  section: { region: 'eu-west-1' },
  services: {},
  sectionOf: () => ({}),
};
afterEach(() => vi.unstubAllEnvs());

it('is that of the first variable that says something, else that of the profile', () => {
  vi.stubEnv('FIRST_OF_TWO', '');
  vi.stubEnv('SECOND_OF_TWO', 'us-east-1');
  const names = ['FIRST_OF_TWO', 'SECOND_OF_TWO'];
  expect(settingOf(profile, names, 'region')).toEqual({ value: 'us-east-1', from: 'SECOND_OF_TWO' });
  vi.stubEnv('SECOND_OF_TWO', undefined);
  const ofProfile = { value: 'eu-west-1', from: 'region of the profile "au\\u000adit"' };
  expect(settingOf(profile, names, 'region')).toEqual(ofProfile);
  expect(settingOf(profile, names, 'ca_bundle')).toBeUndefined();
  expect(settingOf(profile, names)).toBeUndefined();
  expect(inProfile(profile, 'region', '')).toBeUndefined();
});

it.each([
  ['true', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
])('is %s, which is %s', (value, is) => {
  expect(isTrue({ value, from: 'HERE' })).toBe(is);
});

it.each(['untrue', 'truely', 'unfalse', 'falsely', '1', ' true'])('refuses %j, by name', (value) => {
  expect(() => isTrue({ value, from: 'HERE' })).toThrow(
    `HERE: received "${value}"; allowed is true or false`,
  );
});

it('is false where nothing says so', () => {
  expect(isTrue(undefined)).toBe(false);
});
