import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { ownFormOnly } from '../../../lambdas/pages/own-form-only';

const page = new Hono().use(ownFormOnly).all('*', (c) => c.text('answered'));
const ask = (method: string, headers: Record<string, string>) =>
  page.request('http://127.0.0.1:4000/runs/r/secret', { method, headers });

describe('a form', () => {
  it.each<[string, Record<string, string>]>([
    ['of the page', { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://127.0.0.1:4000' }],
    [
      'of the page, whose policy has the browser hide its origin',
      { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' },
    ],
    ['that is sent once more after a restart of the browser', { 'Sec-Fetch-Site': 'none' }],
    ['of the page in a browser that says no more', { Origin: 'http://127.0.0.1:4000' }],
    ['of the page in a browser that says only that', { Origin: 'null' }],
    ['of a program', {}],
  ])('%s is taken', async (_, headers) => {
    expect((await ask('POST', headers)).status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ['of another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
    ['of another site that hides its origin', { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' }],
    ['of another port of the machine', { 'Sec-Fetch-Site': 'same-site', Origin: 'http://127.0.0.1:8080' }],
    ['of another port, in an old browser', { Origin: 'http://127.0.0.1:8080' }],
    ['of another site, in an old browser', { Origin: 'https://evil.example' }],
    ['of an origin that is none', { Origin: 'evil' }],
    ['of a site that is not known yet', { 'Sec-Fetch-Site': 'other' }],
  ])('%s is refused', async (_, headers) => {
    for (const method of ['POST', 'PUT', 'OPTIONS', 'DELETE']) {
      const answer = await ask(method, headers);
      expect({ method, status: answer.status }).toEqual({ method, status: 403 });
    }
  });
});

it('a link is followed from every site, and by every mail program', async () => {
  for (const method of ['GET', 'HEAD'])
    for (const site of ['cross-site', 'same-site', 'none', 'same-origin']) {
      const headers = { 'Sec-Fetch-Site': site, Origin: 'https://mail.example' };
      expect((await ask(method, headers)).status).toBe(200);
    }
});
