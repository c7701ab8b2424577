import { clientDefaults } from '../../lambdas/aws-calls/client-defaults';
import { CommandError } from '../command-error';
import type { CallerSettings } from './aws-options';
import { callerCredentials } from './caller-credentials';
import { type Profile, readProfile } from './profile';
import { requestHandlerFor } from './request-handler';
import { inProfile, isTrue, refused, type Setting, settingOf } from './setting';

/** As whom, in which Region and by which way a command calls AWS. */
export type CallerConfiguration = Awaited<ReturnType<typeof callerConfiguration>>;

/** What commands and functions call, as the variables of the AWS SDKs name it. */
const services = [
  ...([
    'ACCOUNT',
    'CLOUDFORMATION',
    'CLOUDWATCH',
    'CLOUDWATCH_LOGS',
    'EVENTBRIDGE',
    'IAM',
    'KMS',
    'LAMBDA',
  ] as const),
  ...(['ORGANIZATIONS', 'S3', 'SCHEDULER', 'SFN', 'SNS', 'SQS', 'STS'] as const),
];

type Service = (typeof services)[number];

/**
 * The configuration of a command's calls: credentials, Region, endpoints, proxy and certificates are those that the AWS
 * CLI (version 2) uses with the same options in the same environment. The SDK for JavaScript finds some of that in
 * another order, and some not at all.
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 * @throws CommandError naming the variable, or the key of the profile, that cannot be honoured
 */
export async function callerConfiguration(given: CallerSettings) {
  const profile = await readProfile(given.profile);
  const configured = settingOf(profile, ['AWS_REGION', 'AWS_DEFAULT_REGION'], 'region')?.value;
  const region = given.region || configured || given.regionOtherwise;
  const kinds = endpointKinds(profile);
  const endpoints = endpointsOf(profile, Object.values(kinds));
  const connection = {
    ...clientDefaults,
    requestHandler: await requestHandlerFor(profile),
    useFipsEndpoint: isTrue(kinds.fips),
    useDualstackEndpoint: isTrue(kinds.dualstack),
  };
  const anonymous = {
    ...connection,
    profile: profile.name,
    ...(region && { region }),
    // The SDK would read those of the profile that AWS_PROFILE names, and no other.
    ignoreConfiguredEndpointUrls: true,
  };
  const sts = { ...anonymous, endpoint: endpoints.STS };
  const settings = { ...anonymous, credentials: callerCredentials(profile, { sts, others: connection }) };
  return {
    /** What was asked for. */
    given,
    /** What all clients are made with; the credentials are fetched once, and reject with a CallerCredentialsError. */
    settings,
    /** Where services are, other than where AWS has them. */
    endpoints,
    /** What a client of this service is made with. */
    settingsFor: (service: Service) => ({ ...settings, endpoint: endpoints[service] }),
  };
}

function endpointKinds(profile: Profile) {
  return {
    fips: settingOf(profile, ['AWS_USE_FIPS_ENDPOINT'], 'use_fips_endpoint'),
    dualstack: settingOf(profile, ['AWS_USE_DUALSTACK_ENDPOINT'], 'use_dualstack_endpoint'),
  };
}

/** @throws CommandError where one is no URL, or there is a kind of AWS's endpoints to be used */
function endpointsOf(
  profile: Profile,
  kinds: readonly (Setting | undefined)[],
): Partial<Record<Service, string>> {
  const ignore = 'ignore_configured_endpoint_urls';
  if (isTrue(settingOf(profile, [`AWS_${ignore.toUpperCase()}`], ignore))) return {};
  const found = services.flatMap((service) => {
    const endpoint = endpointOf(profile, service);
    if (endpoint) for (const kind of kinds) assertEither(kind, endpoint);
    return endpoint ? [[service, endpoint.value] as const] : [];
  });
  return Object.fromEntries(found);
}

function endpointOf(profile: Profile, service: Service): Setting | undefined {
  const key = `${service.toLowerCase()}.endpoint_url`;
  const found =
    settingOf(profile, [`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL']) ??
    inProfile(profile, key, profile.services[key]) ??
    settingOf(profile, [], 'endpoint_url');
  if (found && !(URL.canParse(found.value) && /^https?:/i.test(found.value)))
    throw refused(found, 'a URL such as https://sts.example.com');
  return found;
}

function assertEither(kind: Setting | undefined, endpoint: Setting): void {
  if (kind && isTrue(kind))
    throw new CommandError(
      `${kind.from} and ${endpoint.from} exclude each other: such endpoints are AWS's own. Take one of them away.`,
    );
}
