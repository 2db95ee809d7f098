// Downloads by HTTP, for which no server is trusted: to be there, to answer in time, to send what
// it said it would, to stop.
import type { Dispatcher } from 'undici';
import { explain, fetchError } from './fetch-errors.ts';
import { proxyFor } from './proxy.ts';

export interface FetchOptions {
  /** More bytes than that are refused. */
  readonly maxBytes: number;
  /** For proxies; `process.env` by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly timeouts?: Partial<Timeouts>;
  /** Certificates in PEM to trust in place of those the machine trusts. */
  readonly ca?: string;
}

/** All in milliseconds. */
export interface Timeouts {
  /** Until there is a connection, and until the answer begins. */
  readonly answer: number;
  /** Between two pieces of a file. */
  readonly idle: number;
  /** For a whole file. */
  readonly total: number;
}

const TIMEOUTS: Timeouts = { answer: 30_000, idle: 30_000, total: 30 * 60_000 };

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const GONE = new Set([404, 410]);

/**
 * The bytes at an http: or https: address, as they come. Follows redirects, but none from https to
 * http. Fails with
 *   - `fetch_not_found`: there is no such file;
 *   - `fetch_timeout`, `fetch_too_large`: it would take too long, or too much;
 *   - `fetch_truncated`: the connection broke, or what came is not as long as was said;
 *   - `fetch_certificate`: the server cannot prove who it is;
 *   - `fetch_failed`: anything else.
 */
export async function* fetchChunks(from: URL, options: FetchOptions): AsyncGenerator<Uint8Array> {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const deadline = AbortSignal.timeout(timeouts.total);
  const signal = AbortSignal.any(options.signal ? [deadline, options.signal] : [deadline]);
  let url = from;
  let received = 0;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const { request, dispatcher } = await connectionTo(url, options, timeouts);
    try {
      const answer = await request(url, {
        dispatcher,
        signal,
        headersTimeout: timeouts.answer,
        bodyTimeout: timeouts.idle,
        headers: { 'accept-encoding': 'identity', 'user-agent': 'jaco-pkg', ...login(url) },
      });
      // What is not read to its end fails when the connection is closed; nobody waits for it.
      answer.body.on('error', () => {});
      const next = redirectOf(answer, url);
      if (next) {
        url = next;
        continue;
      }
      const announced = lengthOf(answer, url, options.maxBytes);
      for await (const chunk of answer.body) {
        received += chunk.length;
        if (received > options.maxBytes) throw tooLarge(url, options.maxBytes);
        yield chunk;
      }
      if (announced !== undefined && received !== announced)
        throw mismatch(url, received, announced);
      return;
    } catch (cause) {
      options.signal?.throwIfAborted();
      if (deadline.aborted) throw tooSlow(url, timeouts.total, cause);
      throw explain(url, cause, received);
    } finally {
      await dispatcher.destroy();
    }
  }
  throw fetchError(from, { code: 'fetch_failed', message: `more than ${MAX_REDIRECTS} redirects` });
}

/** Loaded here, as most runs fetch nothing. */
async function connectionTo(url: URL, { env = process.env, ca }: FetchOptions, timeouts: Timeouts) {
  const { Agent, ProxyAgent, request } = await import('undici');
  const tls = { timeout: timeouts.answer, ...(ca !== undefined && { ca }) };
  const proxy = proxyFor(url, env);
  try {
    const dispatcher: Dispatcher =
      proxy === undefined
        ? new Agent({ connect: tls })
        : new ProxyAgent({ uri: proxy, requestTls: tls, proxyTls: tls, proxyTunnel: false });
    return { request, dispatcher };
  } catch (cause) {
    throw fetchError(url, { code: 'fetch_failed', message: 'the proxy is no address' }, cause);
  }
}

/** RFC 7617, for an address with a user in it. */
function login({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function redirectOf({ statusCode, headers }: Dispatcher.ResponseData, from: URL): URL | undefined {
  if (!REDIRECTS.has(statusCode)) return undefined;
  const { location } = headers;
  const fail = (message: string) => fetchError(from, { code: 'fetch_failed', message });
  if (typeof location !== 'string' || !URL.canParse(location, from.href)) {
    throw fail('it redirects to no address');
  }
  const to = new URL(location, from.href);
  const isSafe = to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:');
  if (!isSafe) throw fail(`it redirects to ${to.protocol}, which is not safe`);
  return to;
}

/** The length the server says it will send; undefined when it says none. */
function lengthOf(
  { statusCode, headers }: Dispatcher.ResponseData,
  url: URL,
  maxBytes: number,
): number | undefined {
  if (GONE.has(statusCode)) {
    throw fetchError(url, { code: 'fetch_not_found', message: 'there is no such file' });
  }
  if (statusCode !== 200) {
    throw fetchError(url, { code: 'fetch_failed', message: `the server answers ${statusCode}` });
  }
  const coding = headers['content-encoding'];
  if (coding !== undefined && coding !== 'identity') {
    throw fetchError(url, { code: 'fetch_failed', message: `it comes in the coding ${coding}` });
  }
  const length = headers['content-length'];
  if (length === undefined) return undefined;
  if (Number(length) > maxBytes) throw tooLarge(url, maxBytes);
  return Number(length);
}

function tooLarge(url: URL, maxBytes: number) {
  return fetchError(url, {
    code: 'fetch_too_large',
    message: `it has more than ${maxBytes} bytes`,
  });
}

function tooSlow(url: URL, total: number, cause: unknown) {
  const message = `it takes more than ${total / 1000} seconds`;
  return fetchError(url, { code: 'fetch_timeout', message }, cause);
}

function mismatch(url: URL, received: number, announced: number) {
  const message = `${received} bytes came of the ${announced} that were announced`;
  return fetchError(url, { code: 'fetch_truncated', message });
}
