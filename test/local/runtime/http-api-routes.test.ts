import { describe, expect, it } from 'vitest';
import { matchRoute } from '../../../local/runtime/http-api-routes';

const routes = [
  '$default',
  'ANY /{proxy+}',
  'GET /pets/{proxy+}',
  'GET /pets/dog/{id}',
  'ANY /pets/dog/1',
  'GET /pets/dog/1',
  'GET /',
  'POST /runs/{run}/decision',
].map((routeKey) => ({ routeKey }));

describe('matchRoute', () => {
  it.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
    ['POST', '/pets/dog/1', 'ANY /pets/dog/1', {}],
    ['HEAD', '/pets/dog/1', 'ANY /pets/dog/1', {}],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['HEAD', '/pets/dog/2', 'ANY /{proxy+}', { proxy: 'pets/dog/2' }],
    ['GET', '/pets/cat/a/b', 'GET /pets/{proxy+}', { proxy: 'cat/a/b' }],
    ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
    ['GET', '/', 'GET /', {}],
    ['POST', '/', '$default', {}],
    ['POST', '/runs/a%2Fb%20c/decision', 'POST /runs/{run}/decision', { run: 'a/b c' }],
    ['POST', '/runs//decision', 'ANY /{proxy+}', { proxy: 'runs//decision' }],
  ])('sends %s %s to %s', (method, path, routeKey, pathParameters) => {
    expect(matchRoute(routes, method, path)).toEqual({ route: { routeKey }, pathParameters });
  });

  it.each([
    ['GET', '/other'],
    ['POST', '/runs'],
    ['HEAD', '/runs'],
    ['GET', '/runs/'],
    ['GET', '/runs/1'],
  ])('has no route for %s %s', (method, path) => {
    expect(
      matchRoute([{ routeKey: 'GET /runs' }, { routeKey: 'POST /runs/{run}' }], method, path),
    ).toBeUndefined();
  });
});
