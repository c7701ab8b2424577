import { S3Client } from '@aws-sdk/client-s3';
import { parse } from 'node-html-parser';
import { approvalApi } from '../../../lambdas/approval-api';
import { clientDefaults } from '../../../lambdas/aws-calls/client-defaults';
import type { World } from './world';

/** What a person, or a machine that reads mail, got to see. */
export interface Seen {
  readonly status: number;
  readonly digest: string;
  /** The boxes, each with the keys of the credentials that it stands for. */
  readonly boxes: string[][];
  /** Which proposal the page was about, as its form says it: none is number 0. */
  readonly proposal: { readonly number: string; readonly digest: string };
}

export type Fields = readonly (readonly [string, string])[];

/** The approval page of a world. */
export function approvalPage(world: World) {
  const { clock, app } = world;
  const s3 = new S3Client({
    ...clientDefaults,
    endpoint: app.endpoints.AWS_ENDPOINT_URL_S3,
    credentials: world.credentialsOf('ApprovalApi'),
  });
  const store = { s3, bucket: app.bucket };
  const api = approvalApi({ store, now: () => clock.now() });
  const request = (link: string, init?: RequestInit) =>
    api.fetch(new Request(link, init), { requestContext: { http: { sourceIp: '203.0.113.7' } } });
  return {
    head: async (link: string) => (await request(link, { method: 'HEAD' })).status,
    open: async (link: string): Promise<Seen> => {
      const response = await request(link);
      const root = parse(await response.text());
      return {
        status: response.status,
        digest: root.querySelector('input[name=digest]')?.getAttribute('value') ?? '',
        proposal: {
          number: root.querySelector('input[name=proposal]')?.getAttribute('value') ?? '0',
          digest: root.querySelector('input[name=proposal-digest]')?.getAttribute('value') ?? '',
        },
        boxes: root
          .querySelectorAll('input[name=credential]')
          .map((box) => (box.getAttribute('value') ?? '').split(' ')),
      };
    },
    post: async (link: string, fields: Fields): Promise<number> => {
      const body = new URLSearchParams();
      for (const [name, value] of fields) body.append(name, value);
      return (await request(link, { method: 'POST', body })).status;
    },
  };
}
