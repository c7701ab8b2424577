import { afterAll, describe, expect, it } from 'vitest';
import { countCredentials, createOrganization } from '../../local-aws';
import { openIn, startBrowser } from '../support/browser';
import { useScenario } from './support/scenario';

const browser = await startBrowser();
const scenario = useScenario();
afterAll(() => browser?.close());

/** What Lambda may answer, as JSON text. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const lambdaLimit = 6 * 1024 * 1024;

describe.skipIf(!browser)('3,000 accounts with 9,000 credentials', () => {
  it('are shown, searched, ticked and decided', { timeout: 400_000 }, async () => {
    const { accounts } = Object.assign(
      scenario.organization,
      createOrganization({ accounts: 3_000, seed: 1, clock: scenario.clock }),
    );
    for (const [n, account] of accounts.entries()) {
      account.state = 'ACTIVE';
      account.credentials = credentialsOf(account.id, n);
    }
    expect(countCredentials(scenario.organization)).toBeGreaterThanOrEqual(9_000);
    const run = scenario.run();
    const link = await run.link();
    const compressed = await fetch(link);
    const html = await compressed.text();
    expect(compressed.headers.get('content-encoding')).toBe('gzip');
    expect(Buffer.byteLength(JSON.stringify(html))).toBeLessThan(lambdaLimit);

    const { page, complaints } = await openIn(browser, link, { viewport: { width: 1100, height: 900 } });
    page.setDefaultTimeout(30_000);
    const shown = (text: string) => page.locator('#shown', { hasText: text }).waitFor();
    await shown('Showing 3,000 of 3,000 accounts');
    await page.locator('#search').fill(accounts[1234]?.id ?? '');
    await shown('Showing 1 of 3,000 accounts');
    await page.locator('#search').fill('');
    await shown('Showing 3,000 of 3,000 accounts');
    await page.locator('#tick-shown').click();
    await page.locator('#tally', { hasText: 'Ticked: 9,000 credentials in 3,000 accounts' }).waitFor();
    await page.locator('#name').fill('Alice');
    await page.locator('#approve').click();
    await page
      .locator('#summary-title', { hasText: 'Delete 9,000 credentials in 3,000 accounts?' })
      .waitFor();
    await page.locator('#summary-delete').click();
    await page.locator('h1', { hasText: 'Approved by you' }).waitFor();
    expect(JSON.parse(run.object('decision.json') ?? '').credentials).toHaveLength(9_000);
    expect(complaints).toEqual([]);
    run.execution.stop();
    await run.execution.result;
    await page.close();
  });
});

function credentialsOf(accountId: string, n: number) {
  const createDate = '2016-05-02T10:00:00Z';
  return {
    signingCertificates: [],
    accessKeys: [
      { accessKeyId: `AKIA${String(n).padStart(16, '0')}`, status: 'Active' as const, createDate },
    ],
    loginProfile: { createDate },
    mfaDevices: [
      { serialNumber: `arn:aws:iam::${accountId}:mfa/root-account-mfa-device`, enableDate: createDate },
    ],
  };
}
