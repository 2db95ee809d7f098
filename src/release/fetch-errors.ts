import { fileURLToPath } from 'node:url';
import { type ErrorCode, JacoPkgError, systemCode } from '../errors.ts';

type FetchCode = Extract<ErrorCode, `fetch_${string}`>;

interface Meaning {
  readonly code: FetchCode;
  readonly message: string;
  readonly hint?: string;
}

const CERTIFICATE = 'fetch_certificate';
const CLOCK = 'if it is not, set the clock of this machine right';

/** What the codes of Node and undici mean for a download. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  CERT_HAS_EXPIRED: {
    code: CERTIFICATE,
    message: 'the certificate of the server has expired',
    hint: CLOCK,
  },
  CERT_NOT_YET_VALID: {
    code: CERTIFICATE,
    message: 'the certificate of the server is not valid yet',
    hint: CLOCK,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    code: CERTIFICATE,
    message: 'the certificate of the server is for another name',
  },
  ...untrusted(
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ),
  ENOTFOUND: { code: 'fetch_failed', message: 'there is no host of that name' },
  EAI_AGAIN: { code: 'fetch_failed', message: 'the name of the host could not be looked up' },
  ECONNREFUSED: { code: 'fetch_failed', message: 'nothing answers there' },
  ETIMEDOUT: { code: 'fetch_timeout', message: 'the server does not answer' },
  UND_ERR_CONNECT_TIMEOUT: { code: 'fetch_timeout', message: 'the server does not answer' },
  UND_ERR_HEADERS_TIMEOUT: { code: 'fetch_timeout', message: 'the server does not answer' },
  UND_ERR_BODY_TIMEOUT: { code: 'fetch_timeout', message: 'the server stopped sending' },
};

/** How a connection ends that was cut, or whose end is not where the server said. */
const CUT = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

function untrusted(...codes: readonly string[]): Record<string, Meaning> {
  const meaning: Meaning = {
    code: CERTIFICATE,
    message: 'the certificate of the server is by nobody this machine trusts',
    hint: 'name its authority in NODE_EXTRA_CA_CERTS if it is to be trusted',
  };
  return Object.fromEntries(codes.map((code) => [code, meaning]));
}

/** An error about one address. */
export function fetchError(
  url: URL,
  { code, message, hint }: Meaning,
  cause?: unknown,
): JacoPkgError {
  const problem = { code, message: `cannot fetch ${addressOf(url)}: ${message}` };
  return new JacoPkgError({ ...problem, ...(hint && { hint }) }, { cause });
}

/** Says in words why a download failed. */
export function explain(url: URL, cause: unknown, received: number): JacoPkgError {
  if (cause instanceof JacoPkgError) return cause;
  const code = codeOf(cause);
  const meaning = MEANINGS[code];
  if (meaning) return fetchError(url, meaning, cause);
  if (CUT.has(code) && received > 0) {
    const message = `the connection broke after ${received} bytes`;
    return fetchError(url, { code: 'fetch_truncated', message }, cause);
  }
  const said = cause instanceof Error ? cause.message : String(cause);
  return fetchError(url, { code: 'fetch_failed', message: said || code }, cause);
}

/** The first code among an error and its causes. */
function codeOf(error: unknown): string {
  const code = systemCode(error);
  if (code !== '' || !(error instanceof Error) || error.cause === undefined) return code;
  return codeOf(error.cause);
}

/** An address as it may be shown: without a password, and without what may be a token. */
export function addressOf(url: URL): string {
  return url.protocol === 'file:'
    ? fileURLToPath(url)
    : `${url.protocol}//${url.host}${url.pathname}`;
}
