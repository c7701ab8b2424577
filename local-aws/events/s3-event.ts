import type { JsonObject } from '../json';
import type { CreatedObject } from '../services/object-store';
import { accountId, partition } from '../template/physical-id';

/**
 * The event that Amazon S3 sends to EventBridge for an object (Amazon S3 User Guide, "EventBridge event message
 * structure").
 */
export function objectCreatedEvent({ bucket, key, size, etag }: CreatedObject): JsonObject {
  return {
    source: 'aws.s3',
    'detail-type': 'Object Created',
    resources: [`arn:${partition}:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: { key, size, etag: etag.replaceAll('"', '') },
      requester: accountId,
      reason: 'PutObject',
    },
  };
}
