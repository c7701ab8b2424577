import { readPosture, writePosture } from '../run/posture-store';
import { Report } from '../run/report-shapes';
import { postureKey, runKeys } from '../run/run-keys';
import { type RunStore, requireJson } from '../run/run-store';
import { failureOf } from '../skeleton/errors';
import { comparedWith, isRemembered, rememberReport } from './remember-report';

interface Compared {
  readonly report: Report;
  /** To be called once the report is stored. */
  readonly remember: () => Promise<void>;
}

/**
 * A report with what is different from the last ones. Where those cannot be read it says so, never "nothing new", and
 * nothing is remembered of it. What an earlier try of the same run remembered is not compared with itself: its report
 * is the one. A rehearsal is compared, and not remembered: it counts as no run.
 */
export async function compareWithLastReports(
  store: RunStore,
  report: Report,
  isWhole: boolean,
): Promise<Compared> {
  const key = postureKey(report.organization);
  try {
    const stored = await readPosture(store, key);
    if (isRemembered(report, stored.posture)) {
      const first = await requireJson(store, runKeys.report(report.run, 'json'), Report);
      return { report: first, remember: async () => undefined };
    }
    const compared = comparedWith(report, stored.posture);
    const next = (posture: typeof stored.posture) => rememberReport(compared, posture, isWhole);
    return {
      report: compared,
      remember: async () => {
        if (report.mode !== 'rehearsal') await writePosture(store, key, stored, next);
      },
    };
  } catch (error) {
    const notCompared = failureOf('s3:GetObject', error);
    return { report: { ...report, notCompared }, remember: async () => undefined };
  }
}
