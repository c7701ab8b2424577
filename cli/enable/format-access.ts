import { type Fact, whyUnknown } from '../aws/fact';
import { asSeenByCaller, type RootAccess } from '../root-access/root-access';
import { named, printable } from '../terminal/printable';
import { pad, wrap } from '../terminal/wrap';

const labelColumns = 28;

/** What of centralized root access is on and what is off, line by line below a title. */
export function formatAccess(title: string, access: RootAccess, width: number): string {
  const features = asSeenByCaller(access, access.features);
  const facts = [
    ['Trusted access for IAM', wording(asSeenByCaller(access, access.trustedAccess), onOff)],
    ['RootCredentialsManagement', wording(features, (on) => onOff(on.rootCredentialsManagement))],
    ['RootSessions', wording(features, (on) => onOff(on.rootSessions))],
    [
      'Delegated administrators',
      wording(asSeenByCaller(access, access.delegatedAdministrators), administrators),
    ],
  ];
  const lines = facts.flatMap(([label = '', value = '']) =>
    wrap(value, width - labelColumns - 2).map(
      (line, index) => `  ${pad(index === 0 ? label : '', labelColumns)}${line}`,
    ),
  );
  return [`${title}:`, ...lines].join('\n');
}

function wording<T>(reading: Fact<T>, words: (value: T) => string): string {
  return reading.known ? words(reading.value) : `unknown: ${whyUnknown(reading)}`;
}

const onOff = (on: boolean) => (on ? 'on' : 'off');

function administrators(registered: readonly { accountId: string; name: string }[]): string {
  return registered.map(({ accountId, name }) => printable(named(accountId, name))).join(', ') || 'none';
}

/** What of centralized root access is on and what is off, for a program; `null` is unknown. */
export function accessAsJson({ trustedAccess, features, delegatedAdministrators }: RootAccess) {
  const { rootCredentialsManagement = null, rootSessions = null } = features.known ? features.value : {};
  return {
    trustedAccess: trustedAccess.known ? trustedAccess.value : null,
    rootCredentialsManagement,
    rootSessions,
    delegatedAdministrators: delegatedAdministrators.known
      ? delegatedAdministrators.value.map(({ accountId }) => accountId)
      : null,
  };
}
