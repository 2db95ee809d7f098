import { setTimeout as sleep } from 'node:timers/promises';
import { request } from '@octokit/request';
import type * as z from 'zod';
import { JacoPkgError } from '../../errors.ts';

export interface ClientOptions {
  /** Such as `https://api.github.com`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly signal: AbortSignal;
  /** How long to wait before each further try, in ms. Their number is that of the tries. */
  readonly waits: readonly number[];
}

/** Parameters of a request, by the names of its route, `data` and `headers` among them. */
export type Parameters = Readonly<Record<string, unknown>>;

export interface Client {
  readonly apiUrl: string;
  /** One request. Throws `publish_failed`, `isPassing` told by `isPassing`. */
  send<Answer>(route: string, parameters: Parameters, shape: z.ZodType<Answer>): Promise<Answer>;
  /** Does it again, after a while, when what went wrong may pass. */
  retry<Outcome>(action: () => Promise<Outcome>): Promise<Outcome>;
}

/** A failure that another try may not meet. */
const passing = new WeakSet<JacoPkgError>();

/** How much of what GitHub says is repeated. */
const SHOWN = 300;

/** Statuses besides 5xx that pass: request timeout, too many requests. */
const PASSING = [408, 429];

export function githubClient({ apiUrl, token, signal, waits }: ClientOptions): Client {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const api = request.defaults({
    baseUrl: apiUrl,
    // A redirect is not followed: it would carry the token along.
    request: { signal, log, redirect: 'manual' },
    headers: { authorization: `Bearer ${token}`, 'x-github-api-version': '2022-11-28' },
  });
  return {
    apiUrl,
    async send(route, parameters, shape) {
      const { method, url } = api.endpoint(route, { ...parameters });
      // Without a cause: it would have the request, and with it the token.
      const { data } = await api(route, { ...parameters }).catch((error: unknown) => {
        signal.throwIfAborted();
        throw failure(`${method} ${url}`, error, token);
      });
      const parsed = shape.safeParse(data);
      if (parsed.success) return parsed.data;
      throw publishFailed(`GitHub's answer to ${method} ${url} is not as documented`);
    },
    async retry(action) {
      for (const wait of waits) {
        try {
          return await action();
        } catch (error) {
          if (!(error instanceof JacoPkgError) || !passing.has(error)) throw error;
          await sleep(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
        }
      }
      return action();
    },
  };
}

/** An error that, if `isPassing`, another try may not meet. */
export function publishFailed(message: string, hint?: string, isPassing = false): JacoPkgError {
  const error = new JacoPkgError({ code: 'publish_failed', message, ...(hint && { hint }) });
  if (isPassing) passing.add(error);
  return error;
}

const HINTS: Readonly<Record<number, string>> = {
  401: 'the token is wrong, or has expired',
  403: 'the token needs the permission contents: write',
  404: 'is the name of the repository right, and may the token see it?',
};

function failure(what: string, error: unknown, token: string): JacoPkgError {
  const isAnswer = error instanceof Error && 'response' in error && error.response !== undefined;
  const status = isAnswer && 'status' in error ? Number(error.status) : undefined;
  const said = error instanceof Error ? error.message : String(error);
  const safe = said.replaceAll(token, '[token]').slice(0, SHOWN);
  const answered = status === undefined ? 'does not answer' : `answers with ${status}`;
  const isPassing = status === undefined || status >= 500 || PASSING.includes(status);
  return publishFailed(`GitHub ${answered} to ${what}: ${safe}`, HINTS[status ?? 0], isPassing);
}
