import { describe, expect, it } from 'vitest';
import { AnyPlan, AnyReport } from '../../../lambdas/tasks/shapes';
import { plan } from '../support/plan-fixture';
import { report } from '../support/report-fixture';
import { bucketPlan, taskReport } from '../support/task-fixture';

describe('what any run leaves in the run store', () => {
  it.each([
    ['a plan of a purge', AnyPlan, plan, 'purge'],
    ['a plan of a task', AnyPlan, bucketPlan, 'task'],
    ['a report of a purge', AnyReport, report, 'purge'],
    ['a report of a task', AnyReport, taskReport(bucketPlan), 'task'],
  ])('%s says which kind it is of, also where an earlier version stored it', (_, schema, stored, kind) => {
    const written: object = JSON.parse(JSON.stringify(stored));
    expect(schema.parse(written)).toEqual(written);
    expect(schema.parse(written).kind).toBe(kind);
    expect(schema.parse({ ...written, kind: undefined })).toEqual(written);
  });

  it('is not read as the other kind', () => {
    expect(AnyPlan.safeParse({ ...plan, kind: 'task' }).success).toBe(false);
    expect(AnyPlan.safeParse({ ...bucketPlan, kind: 'purge' }).success).toBe(false);
  });
});
