import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

export const TOKEN = 'ghp_never-to-be-seen-0123456789';

export interface FakeAsset {
  id: number;
  name: string;
  state: string;
  size: number;
  digest: string | null;
}

interface FakeRelease {
  id: number;
  tag_name: string;
  draft: boolean;
  prerelease?: boolean;
  body?: string;
  assets: FakeAsset[];
}

/** What goes wrong with an upload: a status, the connection cut, or bytes changed on the way. */
export type Fault = 502 | 'cut' | 'damage' | 'rename' | 401;

/** A server with so much of GitHub's REST API as publishing needs, holding one repository. */
export interface FakeGithub {
  readonly url: string;
  readonly releases: FakeRelease[];
  /** `METHOD path`, in order. */
  readonly calls: string[];
  /** Faults of the uploads of a file, in order. */
  readonly faults: Map<string, Fault[]>;
  /** Replaces the answer to creating a release, once. */
  createFault: boolean;
  /** How often listing assets fails after the first time. */
  listFaults: number;
  hasDigests: boolean;
  uploadHost: string | undefined;
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

export async function fakeGithub(): Promise<FakeGithub> {
  let url = '';
  const github: FakeGithub = {
    get url() {
      return url;
    },
    releases: [],
    calls: [],
    faults: new Map(),
    createFault: false,
    listFaults: 0,
    hasDigests: true,
    uploadHost: undefined,
  };
  const server = createServer((request, response) => void answer(github, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return github;
}

let nextId = 1;

async function answer(github: FakeGithub, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? '', github.url);
  github.calls.push(`${request.method} ${pathname}`);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const reply = (status: number, body?: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  if (request.headers.authorization !== `Bearer ${TOKEN}`) {
    // As a server that says too much would.
    return reply(401, { message: `Bad credentials: ${request.headers.authorization}` });
  }
  const [, id, list] = /^\/repos\/jaco\/jaco\/releases\/(\d+)(\/assets)?$/.exec(pathname) ?? [];
  const release = github.releases.find((one) => one.id === Number(id));
  const page = (items: readonly unknown[]) => {
    const size = Number(searchParams.get('per_page'));
    const start = (Number(searchParams.get('page')) - 1) * size;
    return reply(200, items.slice(start, start + size));
  };
  if (pathname === '/repos/jaco/jaco/releases') {
    if (request.method === 'GET') return page(github.releases.map((one) => shown(github, one)));
    const made = { ...JSON.parse(bytes.toString()), id: nextId++, assets: [] } as FakeRelease;
    github.releases.unshift(made);
    if (!github.createFault) return reply(201, shown(github, made));
    github.createFault = false;
    return reply(502, { message: 'Bad gateway' });
  }
  if (release && list) {
    const isFirst = github.calls.filter((call) => call === `GET ${pathname}`).length === 1;
    if (request.method === 'GET' && !isFirst && github.listFaults-- > 0) return reply(502);
    if (request.method === 'GET') return page(release.assets);
    const length = request.headers['content-length'];
    return store(github, release, searchParams.get('name') ?? '', bytes, length, reply, response);
  }
  if (release && request.method === 'PATCH') {
    Object.assign(release, JSON.parse(bytes.toString()));
    return reply(200, shown(github, release));
  }
  if (request.method === 'DELETE') {
    const [asset] = pathname.split('/').slice(-1);
    for (const { assets } of github.releases) {
      const index = assets.findIndex((one) => one.id === Number(asset));
      if (index >= 0) assets.splice(index, 1);
    }
    return reply(204);
  }
  return reply(404, { message: 'Not Found' });
}

function shown({ url, uploadHost }: FakeGithub, { assets: _, ...release }: FakeRelease) {
  const path = `/repos/jaco/jaco/releases/${release.id}/assets{?name,label}`;
  const html_url = `${url}/jaco/jaco/releases/tag/${release.tag_name}`;
  return { ...release, html_url, upload_url: `${uploadHost ?? url}${path}` };
}

function store(
  github: FakeGithub,
  release: FakeRelease,
  name: string,
  bytes: Buffer,
  length: string | undefined,
  reply: (status: number, body?: unknown) => void,
  response: ServerResponse,
) {
  if (length !== String(bytes.length)) return reply(400, { message: 'Bad Content-Length' });
  if (release.assets.some((one) => one.name === name)) {
    return reply(422, { message: 'Validation Failed', errors: [{ code: 'already_exists' }] });
  }
  const fault = github.faults.get(name)?.shift();
  const sha256 = createHash('sha256').update(fault === 'damage' ? 'x' : bytes);
  const asset: FakeAsset = {
    id: nextId++,
    name: fault === 'rename' ? `renamed.${name}` : name,
    state: fault === 502 || fault === 'cut' ? 'starter' : 'uploaded',
    size: bytes.length,
    digest: github.hasDigests ? `sha256:${sha256.digest('hex')}` : null,
  };
  if (fault === 401) return reply(401, { message: `Bad credentials ${TOKEN}` });
  release.assets.push(asset);
  if (fault === 'cut') return response.destroy();
  if (fault === 502) return reply(502, { message: 'Bad gateway' });
  return reply(201, asset);
}
