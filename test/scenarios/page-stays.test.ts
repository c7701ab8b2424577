import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkIn } from '../../cli/run/approval/approver';
import { openIn, startBrowser } from '../support/browser';
import { type CloudProcess, type CloudTest, cloudTest } from './support/cloud-process';

const browser = await startBrowser();
afterAll(() => browser?.close());

let test: CloudTest;
beforeEach(async () => {
  test = await cloudTest({ accounts: 5 });
});
afterEach(() => test.stop());

const own = { AWS_ENDPOINT_URL: '', AWS_EC2_METADATA_DISABLED: 'true' };
const programs = {
  'npm start': () => test.start(['--accounts', '5', '--approve', 'ask'], own, 'npm start'),
  'root-purge run': () => test.start(['--purge', '--approve', 'ask'], undefined, 'npx root-purge run'),
};

/** Ticks everything, and deletes it. */
async function approve(page: Page, isScripted: boolean): Promise<void> {
  await page.getByLabel('Your name').fill('Alice Example');
  if (!isScripted) await page.getByLabel(/This cannot be undone/).check();
  await page.getByRole('button', { name: isScripted ? /^Delete \d+ credentials…$/ : /^Delete the/ }).click();
  if (isScripted)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Delete / })
      .click();
  await page.getByRole('heading', { name: 'Approved by you' }).waitFor();
}

async function openPage(running: CloudProcess, options: Parameters<typeof openIn>[2] = {}): Promise<Page> {
  const link = linkIn(await running.printed(/\/runs\/[^/\s]+\/[\w-]{43}\s/));
  return (await openIn(browser, `${link}?select=all`, options)).page;
}

describe.skipIf(!browser).each(Object.entries(programs))('the approval page of %s', (_, start) => {
  it('is there until it has shown the end, and the report was opened', async () => {
    const running = start();
    const page = await openPage(running);
    await approve(page, true);
    await page.getByRole('heading', { name: 'Finished' }).waitFor();
    await page.getByRole('link', { name: 'Read the report' }).click();
    await page.getByRole('heading', { level: 1, name: /hold no root credentials/ }).waitFor();
    const { status, stdout } = await running.ended;
    expect([status, stdout]).toEqual([0, expect.stringContaining('the approval page stays')]);
  });
});

describe.skipIf(!browser)('the approval page of a run on this machine', () => {
  it('comes to the end without JavaScript', async () => {
    const running = programs['root-purge run']();
    const page = await openPage(running, { javaScriptEnabled: false });
    await approve(page, false);
    await page.getByRole('heading', { name: 'Finished' }).waitFor();
    expect(await running.ended).toMatchObject({ status: 0 });
  });

  it('says that nobody answers any more, and what to do', async () => {
    const running = programs['root-purge run']();
    const deleting = new Promise<void>((reached) => {
      test.onCall = async ({ operation }) => {
        if (!operation.startsWith('Delete')) return;
        reached();
        await new Promise(() => undefined);
      };
    });
    const page = await openPage(running);
    await approve(page, true);
    await deleting;
    const lost = page.getByRole('alert');
    expect(await lost.count()).toBe(0);
    running.kill('SIGKILL');
    await lost.getByText('Look again').waitFor();
    expect(await lost.innerText()).toMatch(/^The connection is lost, .* read how it ended in the email/s);
  });

  it('is gone as soon as somebody presses Ctrl-C', async () => {
    const running = programs['root-purge run']();
    const page = await openPage(running);
    await approve(page, true);
    await page.close();
    await running.printed('the approval page stays');
    const before = Date.now();
    running.kill('SIGINT');
    expect(await running.ended).toMatchObject({ status: 0 });
    expect(Date.now() - before).toBeLessThan(9_000);
  });
});
