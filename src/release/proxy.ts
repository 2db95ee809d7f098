type Env = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * The proxy for an address, by the variables that curl(1) and most others know: `https_proxy`,
 * `http_proxy`, `all_proxy` and `no_proxy`, in lower case or in capitals. Undefined for none.
 */
export function proxyFor(url: URL, env: Env): string | undefined {
  const variable = (name: string) => env[name] || env[name.toUpperCase()] || undefined;
  const proxy = variable(`${url.protocol.slice(0, -1)}_proxy`) ?? variable('all_proxy');
  if (proxy === undefined || isExempt(url, variable('no_proxy') ?? '')) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** `no_proxy`: `*`, or hosts with all that is below them, each with or without a port. */
function isExempt(url: URL, list: string): boolean {
  const port = url.port || DEFAULT_PORTS[url.protocol];
  const host = bare(url.hostname);
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', only] = /^(\[.*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
      const wanted = bare(name).replace(/^\*?\./, '');
      if (wanted === '' || (only !== undefined && only !== port)) return false;
      return host === wanted || host.endsWith(`.${wanted}`);
    });
}

/** A host without the brackets of an IPv6 address. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
}
