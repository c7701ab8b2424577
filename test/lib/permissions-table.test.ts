import { readFileSync, writeFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { permissionsTable } from './support/permissions-table';
import { ReadableTemplate } from './support/readable-template';
import { createApp } from './support/synthesized';
import { everyKey, managementAccountId } from './support/topologies';

const page = new URL('../../docs/permissions.md', import.meta.url);
const markers = /(<!-- permissions: npm run docs -->\n)[\s\S]*?(\n<!-- end of permissions -->)/;

const { app } = createApp({
  ...everyKey,
  organizationEvents: { managementAccountId },
  executionDataKeyArn: undefined,
});
const templates = app.synth().stacks.map(({ template }) => new ReadableTemplate(Template.fromJSON(template)));
const table = permissionsTable(app, templates);

// `npm run docs` writes it; the test says when somebody has to.
if (process.env.WRITE_DOCS)
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(markers, (_, start, end) => `${start}${table}${end}`),
  );

it('is documented as it is synthesized', () => {
  const [section = ''] = readFileSync(page, 'utf8').match(markers) ?? [];
  expect(section.split('\n').slice(1, -1).join('\n')).toBe(table);
});

it('explains every resource with a star', () => {
  const [grants = '', reasons = ''] = table.split('Why there is a `*`:');
  const starred = [...grants.matchAll(/ on ((?:`[^`]+`(?:, )?)+)/g)].flatMap(([, resources = '']) =>
    resources.split(', ').filter((resource) => resource.includes('*')),
  );
  const named = (resource: string) => resource.replaceAll(/[`{}]/g, '');
  const explained = new Set([...reasons.matchAll(/`([^`]+)`/g)].map(([, resource = '']) => named(resource)));
  expect(starred).not.toEqual([]);
  expect(starred.map(named).filter((resource) => !explained.has(resource))).toEqual([]);
});
