import type { Evidence } from '../run/report-shapes';
import { Fact, Moment } from './facts';

/** A report's facts about where its run comes from: who is said to have started it, where it ran, who was asked. */
export function OriginFacts({ organization, origin, version, asked }: Evidence) {
  return (
    <>
      <Fact term="Started by" show={origin !== undefined}>
        {origin?.startedBy ?? 'not said'}{' '}
        <small>(as the execution input says; who it was is in CloudTrail, event StartExecution)</small>
      </Fact>
      <Fact term="Organization" show={organization !== undefined}>
        <code>{organization?.id}</code>, of the management account{' '}
        <code>{organization?.managementAccountId}</code>
      </Fact>
      <Fact term="Execution" show={origin !== undefined}>
        <code>{origin?.executionArn}</code>
        {version && `, by version ${version} of this app`}
      </Fact>
      {asked && (
        <Fact term="Asked">
          {asked.approvers.join(', ')}, <Moment at={asked.requestedAt} />, until{' '}
          <Moment at={asked.expiresAt} />
        </Fact>
      )}
    </>
  );
}

/** How a reader finds out that a report is what its run wrote, and all of it. */
export function RecordFact({ decisionDigest, signedWith }: Evidence) {
  return (
    <>
      <Fact term="Decision file" show={decisionDigest !== undefined}>
        <small>SHA-256</small> <code>{decisionDigest}</code>
      </Fact>
      <Fact term="To check this">
        The digest of this file is in SHA256SUMS beside it
        {signedWith && (
          <>
            , signed with <code>{signedWith}</code> in report.jws
          </>
        )}
        ; <code>npx root-purge verify</code> with the folder of the run compares it with what was read,
        decided and done.
      </Fact>
    </>
  );
}
