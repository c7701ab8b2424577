import { expect, it } from 'vitest';
import { objectCreatedEvent } from '../../../local-aws/events/s3-event';

it('says which object was created, as Amazon S3 says it to EventBridge', () => {
  const created = { bucket: 'runs', key: 'runs/7/decision.json', size: 12, etag: '"9d41"' };
  expect(objectCreatedEvent(created)).toEqual({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    resources: ['arn:aws:s3:::runs'],
    detail: {
      version: '0',
      bucket: { name: 'runs' },
      object: { key: 'runs/7/decision.json', size: 12, etag: '9d41' },
      requester: '111111111111',
      reason: 'PutObject',
    },
  });
});
