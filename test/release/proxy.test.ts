import { describe, expect, test } from 'vitest';
import { proxyFor } from '../../src/release/proxy.ts';

const to = (url: string, env: Record<string, string>) => proxyFor(new URL(url), env);

describe('proxyFor', () => {
  test.each([
    ['none', 'https://a.example/', {}, undefined],
    [
      'by scheme',
      'https://a.example/',
      { https_proxy: 'http://p:1', http_proxy: 'x' },
      'http://p:1',
    ],
    ['not of another scheme', 'https://a.example/', { http_proxy: 'http://p:1' }, undefined],
    ['for all', 'http://a.example/', { all_proxy: 'http://p:1' }, 'http://p:1'],
    ['in capitals', 'http://a.example/', { HTTP_PROXY: 'http://p:1' }, 'http://p:1'],
    [
      'lower case first',
      'http://a.example/',
      { http_proxy: 'http://l', HTTP_PROXY: 'x' },
      'http://l',
    ],
    ['empty is none', 'http://a.example/', { http_proxy: '' }, undefined],
    ['without a scheme', 'http://a.example/', { http_proxy: 'p:3128' }, 'http://p:3128'],
  ])('%s', (_, url, env, expected) => {
    expect(to(url, env)).toBe(expected);
  });

  test.each([
    ['*', 'http://a.example/', true],
    ['a.example', 'http://a.example/', true],
    ['A.Example', 'http://a.example/', true],
    ['a.example', 'http://b.a.example/', true],
    ['.a.example', 'http://b.a.example/', true],
    ['*.a.example', 'http://b.a.example/', true],
    ['a.example', 'http://ba.example/', false],
    ['x, a.example', 'http://a.example/', true],
    ['x a.example', 'http://a.example/', true],
    ['a.example:80', 'http://a.example/', true],
    ['a.example:8080', 'http://a.example/', false],
    ['a.example:8080', 'http://a.example:8080/', true],
    ['127.0.0.1', 'http://127.0.0.1:1/', true],
    ['[::1]', 'http://[::1]:1/', true],
    ['::1', 'http://[::1]:1/', true],
    ['[::1]:2', 'http://[::1]:1/', false],
    [',', 'http://a.example/', false],
  ])('no_proxy %j spares %s: %s', (no_proxy, url, isSpared) => {
    expect(to(url, { http_proxy: 'http://p', no_proxy })).toBe(isSpared ? undefined : 'http://p');
  });
});
