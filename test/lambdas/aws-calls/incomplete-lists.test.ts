import '../support/quiet';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { confirmedApprovers } from '../../../lambdas/approval/approver-subscriptions';
import { readers } from '../../../lambdas/credentials/read-credentials';
import { accountsIn, listOrganization } from '../../../lambdas/organization/organization';
import { listObjects } from '../../../lambdas/run/run-store';
import { answeredBy, type CannedAnswer, json, query, type Settings, xml } from '../support/canned-answers';

interface Page {
  /** Of the one item; none where there is no item, `null` where the list itself is missing. */
  readonly id?: string | null;
  readonly marker?: string;
  readonly isTruncated?: boolean;
}

interface List {
  readonly read: (settings: Settings) => Promise<{ length: number }>;
  readonly answer: (page: Page) => CannedAnswer;
  /** Whether AWS says `IsTruncated`. */
  readonly hasFlag: boolean;
}

const iamList = (operation: string, list: string, idElement: string) => (page: Page) =>
  query(
    operation,
    [
      element(page, list, (id) => `<member><${idElement}>${id}</${idElement}></member>`),
      `<IsTruncated>${page.isTruncated ?? page.marker !== undefined}</IsTruncated>`,
      page.marker ? `<Marker>${page.marker}</Marker>` : '',
    ].join(''),
  );

function element({ id }: Page, list: string, item: (id: string) => string): string {
  return id === null ? '' : `<${list}>${id ? item(id) : ''}</${list}>`;
}

const organizationsList =
  (list: string, more: object = {}) =>
  ({ id, marker }: Page) =>
    json({ ...more, ...(id !== null && { [list]: id ? [{ Id: id }] : [] }), NextToken: marker });

/** What one answer to both DescribeOrganization and the listing needs: the management account is on every page. */
const withManagement = ({ id, marker }: Page) =>
  json({
    Organization: { Id: 'o-a1b2c3d4e5', MasterAccountId: '111111111111' },
    ...(id !== null && { Accounts: [{ Id: '111111111111' }, ...(id ? [{ Id: id }] : [])] }),
    NextToken: marker,
  });

const lists: Record<string, List> = {
  ListSigningCertificates: {
    read: (settings) => readers['signing-certificates'].read(new IAMClient(settings)),
    answer: iamList('ListSigningCertificates', 'Certificates', 'CertificateId'),
    hasFlag: true,
  },
  ListAccessKeys: {
    read: (settings) => readers['access-keys'].read(new IAMClient(settings)),
    answer: iamList('ListAccessKeys', 'AccessKeyMetadata', 'AccessKeyId'),
    hasFlag: true,
  },
  ListMFADevices: {
    read: (settings) => readers['mfa-devices'].read(new IAMClient(settings)),
    answer: iamList('ListMFADevices', 'MFADevices', 'SerialNumber'),
    hasFlag: true,
  },
  ListAccounts: {
    read: async (settings) => {
      const { accounts } = await listOrganization(new OrganizationsClient(settings));
      return [...accounts.keys()].slice(1);
    },
    answer: withManagement,
    hasFlag: false,
  },
  ListAccountsForParent: {
    read: (settings) => accountsIn(new OrganizationsClient(settings), 'r-ab12'),
    answer: organizationsList('Accounts', { OrganizationalUnits: [] }),
    hasFlag: false,
  },
  ListSubscriptionsByTopic: {
    read: (settings) =>
      confirmedApprovers(new SNSClient(settings), {
        prefix: 'arn:aws:sns:::t',
        approvers: ['a@example.com'],
      }),
    answer: (page) =>
      query(
        'ListSubscriptionsByTopic',
        element(
          page,
          'Subscriptions',
          (id) =>
            `<member><Protocol>email</Protocol><Owner></Owner><Endpoint>a@example.com</Endpoint><SubscriptionArn>arn:aws:sns:::t:${id}</SubscriptionArn></member>`,
        ) + (page.marker ? `<NextToken>${page.marker}</NextToken>` : ''),
      ),
    hasFlag: false,
  },
  ListObjectsV2: {
    read: (settings) => listObjects({ s3: new S3Client(settings), bucket: 'run-bucket' }, 'p/'),
    answer: ({ id, marker, isTruncated }) => {
      const time = '<LastModified>2026-11-23T14:20:00.000Z</LastModified>';
      const objects = id ? `<Contents><Key>p/${id}</Key>${time}</Contents>` : '';
      const number = id === null ? '' : `<KeyCount>${id ? 1 : 0}</KeyCount>`;
      const flag = `<IsTruncated>${isTruncated ?? marker !== undefined}</IsTruncated>`;
      const next = marker ? `<NextContinuationToken>${marker}</NextContinuationToken>` : '';
      return xml(`<ListBucketResult>${objects}${number}${flag}${next}</ListBucketResult>`);
    },
    hasFlag: true,
  },
};

/** Reads a list of which each page is answered with the next of these, the last one for ever. */
function readPages({ read, answer }: List, pages: (index: number) => Page): Promise<{ length: number }> {
  let asked = 0;
  const isListing = (request: { headers: Record<string, string> }) =>
    !request.headers['x-amz-target']?.endsWith('DescribeOrganization');
  return read(answeredBy((request) => answer(pages(isListing(request) ? asked++ : asked))));
}

const incomplete = { name: 'IncompleteAnswerError' };

describe.each(Object.entries(lists))('%s', (_, list) => {
  it('gives an item that is on two pages once, past an empty page', async () => {
    const pages: Page[] = [{ id: 'one', marker: 'a' }, { marker: 'b' }, { id: 'one' }];
    expect(await readPages(list, (index) => pages[index] ?? {})).toHaveLength(1);
  });

  it('fails where the second page lacks its list', async () => {
    const pages: Page[] = [{ id: 'one', marker: 'a' }, { id: null }];
    await expect(readPages(list, (index) => pages[index] ?? {})).rejects.toMatchObject(incomplete);
  });

  it('fails where a marker comes twice', async () => {
    const circle = (index: number) => ({ id: `${index}`, marker: index % 2 ? 'a' : 'b' });
    await expect(readPages(list, circle)).rejects.toMatchObject(incomplete);
  });

  it('fails where markers are ever new and nothing else is', async () => {
    const endless = (index: number) => ({ id: 'one', marker: `marker ${index}` });
    await expect(readPages(list, endless)).rejects.toMatchObject(incomplete);
  });
});

it.each(Object.entries(lists).filter(([, { hasFlag }]) => hasFlag))(
  '%s fails where it is truncated and has no marker',
  async (_, list) => {
    await expect(readPages(list, () => ({ id: 'one', isTruncated: true }))).rejects.toMatchObject(incomplete);
  },
);

it.each(['ListAccounts', 'ListAccountsForParent'] as const)(
  '%s fails where an account has no ID',
  async (name) => {
    const accounts = {
      Organization: { Id: 'o-a1b2c3d4e5', MasterAccountId: '1' },
      Accounts: [{ Id: '1' }, { Name: 'No ID' }],
    };
    const answer = json({ ...accounts, OrganizationalUnits: [] });
    await expect(lists[name]?.read(answeredBy(() => answer))).rejects.toMatchObject(incomplete);
  },
);

it('fails where an organizational unit is in itself', async () => {
  const circle = json({ Accounts: [], OrganizationalUnits: [{ Id: 'ou-ab12-circular' }] });
  const found = accountsIn(new OrganizationsClient(answeredBy(() => circle)), 'r-ab12');
  await expect(found).rejects.toMatchObject(incomplete);
});
