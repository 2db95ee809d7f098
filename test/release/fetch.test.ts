import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type FetchOptions, fetchChunks } from '../../src/release/fetch.ts';
import { AUTHORITY, serve, serveBytes, serveTls } from './server.ts';

async function fetched(url: string, options: Partial<FetchOptions> = {}): Promise<string> {
  const chunks: Uint8Array[] = [];
  const limits = { maxBytes: 1000, env: {}, ...options };
  for await (const chunk of fetchChunks(new URL(url), limits)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const coded = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

const hello: RequestListener = (_, answer) => answer.end('hello');

/** An answer as it goes over the wire. */
const wire = (head: string, body: string) => `HTTP/1.1 200 OK\r\n${head}\r\n\r\n${body}`;

describe('fetchChunks', () => {
  test('gives the bytes, and asks for them as they are', async () => {
    const base = await serve((request, answer) => answer.end(JSON.stringify(request.headers)));
    const headers = JSON.parse(await fetched(`${base}a`));
    expect(headers).toMatchObject({ 'accept-encoding': 'identity', 'user-agent': 'jaco-pkg' });
    expect(headers.authorization).toBeUndefined();
  });

  test('takes a file of the very size that is allowed', async () => {
    expect(await fetched(await serve(hello), { maxBytes: 5 })).toBe('hello');
  });

  test('logs in where the address has a user, and nowhere else', async () => {
    const elsewhere = await serve((request, answer) => answer.end(request.headers.authorization));
    const base = await serve((request, answer) => {
      if (request.url === '/away') answer.writeHead(302, { location: elsewhere }).end();
      else answer.end(request.headers.authorization);
    });
    const named = base.replace('http://', 'http://me:p%40ss@');
    expect(await fetched(named)).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    expect(await fetched(`${named}away`)).toBe('');
  });

  test('follows redirects', async () => {
    const base = await serve((request, answer) => {
      if (request.url === '/end') answer.end('here');
      else answer.writeHead(302, { location: 'end' }).end('there');
    });
    expect(await fetched(`${base}start`)).toBe('here');
  });

  test.each([
    ['for ever', '/again', 'more than 5 redirects'],
    ['to a file', 'file:///etc/passwd', 'redirects to file:'],
    ['to nowhere', 'http://', 'redirects to no address'],
  ])('does not follow redirects %s', async (_, location, message) => {
    const base = await serve((_request, answer) => answer.writeHead(301, { location }).end());
    await expect(fetched(base)).rejects.toThrow(coded('fetch_failed', message));
  });

  test('does not follow a redirect from https to http', async () => {
    const plain = await serve(hello);
    const base = await serveTls('valid', (_, answer) =>
      answer.writeHead(302, { location: plain }).end(),
    );
    await expect(fetched(base, { ca: AUTHORITY })).rejects.toThrow(
      coded('fetch_failed', 'redirects to http:'),
    );
  });

  test.each([
    [404, 'fetch_not_found'],
    [410, 'fetch_not_found'],
    [403, 'fetch_failed'],
    [500, 'fetch_failed'],
    [206, 'fetch_failed'],
  ])('refuses an answer of status %d', async (status, code) => {
    const base = await serve((_, answer) => answer.writeHead(status).end('x'));
    await expect(fetched(`${base}f?token=secret`)).rejects.toThrow(coded(code, `${base}f: `));
  });

  test('refuses what comes in a coding', async () => {
    const base = await serve((_, answer) =>
      answer.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    );
    await expect(fetched(base)).rejects.toThrow(coded('fetch_failed', 'the coding gzip'));
  });

  test('says that nothing answers', async () => {
    const base = await serveBytes((socket) => socket.destroy());
    await expect(fetched(base)).rejects.toThrow(coded('fetch_failed'));
    await expect(fetched('http://127.0.0.1:1/')).rejects.toThrow(
      coded('fetch_failed', 'nothing answers there'),
    );
  });

  test('stops when it is told to', async () => {
    const base = await serve(() => {});
    const reason = new RangeError('enough');
    const signal = AbortSignal.abort(reason);
    await expect(fetched(base, { signal })).rejects.toBe(reason);
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 20);
    await expect(fetched(base, { signal: controller.signal })).rejects.toBe(reason);
  });
});

describe('a server that lies', () => {
  test('and announces too much is refused at once', async () => {
    const base = await serveBytes((socket) => socket.write(wire('content-length: 1001', 'x')));
    await expect(fetched(base)).rejects.toThrow(coded('fetch_too_large', 'more than 1000 bytes'));
  });

  test('and never ends is cut off', async () => {
    const base = await serve((_, answer) => {
      const more = () => {
        while (answer.write('x'.repeat(100)));
        answer.once('drain', more);
      };
      more();
    });
    await expect(fetched(base)).rejects.toThrow(coded('fetch_too_large'));
  });

  test.each([
    ['sends less than it said', wire('content-length: 9', 'four'), 'fetch_truncated'],
    [
      'breaks off between chunks',
      wire('transfer-encoding: chunked', '4\r\nfour\r\n'),
      'fetch_truncated',
    ],
    ['breaks off in the head', 'HTTP/1.1 200 OK\r\ncontent-le', 'fetch_failed'],
    ['names two lengths', wire('content-length: 4\r\ncontent-length: 5', 'four'), 'fetch_failed'],
    ['names no length', wire('content-length: -1', 'four'), 'fetch_failed'],
    ['speaks no HTTP', 'hello there\r\n\r\n', 'fetch_failed'],
  ])('and %s fails', async (_, bytes, code) => {
    const base = await serveBytes((socket) => socket.on('data', () => socket.end(bytes)));
    await expect(fetched(base)).rejects.toThrow(coded(code));
  });

  test('and sends more than it said is not believed', async () => {
    const base = await serveBytes((socket) =>
      socket.on('data', () => socket.end(wire('content-length: 4', 'four and more'))),
    );
    // What is beyond belongs to no answer; if it is noticed in time, that is fine too.
    const result = await fetched(base).catch((error: { code: string }) => error.code);
    expect(['four', 'fetch_truncated', 'fetch_failed']).toContain(result);
  });

  test.each([
    ['does not answer', '', { answer: 200 }, 'does not answer'],
    ['stops in the middle', wire('content-length: 9', 'four'), { idle: 200 }, 'stopped sending'],
    ['dawdles', wire('content-length: 9', 'four'), { total: 300 }, 'more than 0.3 seconds'],
  ])('and %s is given up', async (_, bytes, timeouts, message) => {
    const base = await serveBytes((socket) => socket.on('data', () => socket.write(bytes)));
    await expect(fetched(base, { timeouts })).rejects.toThrow(coded('fetch_timeout', message));
  });
});

describe('a certificate', () => {
  test('that is valid is taken', async () => {
    expect(await fetched(await serveTls('valid', hello), { ca: AUTHORITY })).toBe('hello');
  });

  test.each([
    ['expired', 'has expired'],
    ['early', 'is not valid yet'],
    ['misnamed', 'is for another name'],
  ])('that is %s is refused', async (name, message) => {
    await expect(fetched(await serveTls(name, hello), { ca: AUTHORITY })).rejects.toThrow(
      coded('fetch_certificate', message),
    );
  });

  test('by an unknown authority is refused', async () => {
    await expect(fetched(await serveTls('valid', hello))).rejects.toThrow(
      coded('fetch_certificate', 'nobody this machine trusts'),
    );
  });
});

describe('a proxy', () => {
  test('is asked for what is not safe, in full', async () => {
    const proxy = await serve((request, answer) => answer.end(request.url));
    expect(await fetched('http://there.example/a', { env: { http_proxy: proxy } })).toBe(
      'http://there.example/a',
    );
  });

  test('lets what is safe through, with the password it wants', async () => {
    const target = await serveTls('valid', hello);
    const asked: string[] = [];
    const proxy = await serveBytes(async (socket) => {
      const [head] = await once(socket, 'data');
      asked.push(...String(head).split('\r\n'));
      const through = connect(Number(new URL(target).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(through).pipe(socket);
      });
    });
    const env = { https_proxy: proxy.replace('http://', 'http://user:pass@') };
    expect(await fetched(target, { env, ca: AUTHORITY })).toBe('hello');
    expect(asked[0]).toBe(`CONNECT ${new URL(target).host} HTTP/1.1`);
    expect(asked).toContain(
      `proxy-authorization: Basic ${Buffer.from('user:pass').toString('base64')}`,
    );
  });

  test('that refuses, is not there, or is no address is an error', async () => {
    const refuses = await serveBytes((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 407 No\r\n\r\n')),
    );
    for (const https_proxy of [refuses, 'http://127.0.0.1:1', 'http://a b']) {
      await expect(fetched('https://there.example/', { env: { https_proxy } })).rejects.toThrow(
        coded('fetch_failed'),
      );
    }
  });
});
