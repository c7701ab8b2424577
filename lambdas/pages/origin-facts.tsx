import { startedByCloudTrail } from '../report/starter-words';
import type { Evidence } from '../run/report-shapes';
import { Fact, Moment } from './facts';

/** A report's facts about where its run comes from: who is said to have started it and who did by CloudTrail, where it ran, who was asked. */
export function OriginFacts({ organization, origin, whoStarted, version, asked }: Evidence) {
  return (
    <>
      {origin && (
        <Fact term="Started by">
          Said: {origin.startedBy ?? 'nothing'} <small>(anybody who may start a run can say anything)</small>
          <br />
          CloudTrail: {whoStarted ? startedByCloudTrail(whoStarted, origin) : notLookedUp}
        </Fact>
      )}
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

const notLookedUp = 'not looked up; it is its event StartExecution';

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
