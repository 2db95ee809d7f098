// Servers that break, lie, dawdle or cannot prove who they are: the programs are not touched.
import { readdirSync, readFileSync } from 'node:fs';
import type { RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type UpgradeOptions, upgrade } from '../../src/upgrade/index.ts';
import { AUTHORITY, serve, serveTls } from '../release/server.ts';
import { scratchFolder } from '../support/tools.ts';
import { rowsOf } from './matrix.ts';
import { makeRelease, makeWorld, snapshot, upgradeOptions, versionIn } from './world.ts';

const root = scratchFolder();
const release = makeRelease(join(root, 'release'), '1.1.0');
const rows = rowsOf();

/** Answers as `answer` does when the tarball is asked for, or whatever `only` names. */
async function server(
  answer: (response: ServerResponse, content: Buffer) => unknown,
  only = '.tar.gz',
): Promise<RequestListener> {
  const folder = await release;
  return ({ url = '' }, response) => {
    const content = readFileSync(join(folder, url.slice(url.lastIndexOf('/') + 1)));
    if (url.endsWith(only)) answer(response, content);
    else response.end(content);
  };
}

const forEver = (response: ServerResponse) => {
  const more = () => {
    while (response.write(Buffer.alloc(65_536)));
    response.once('drain', more);
  };
  more();
};

interface Case {
  readonly what: string;
  readonly code: string;
  readonly only?: string;
  readonly change?: Partial<UpgradeOptions>;
  readonly answer: (response: ServerResponse, content: Buffer) => unknown;
}

const CASES: readonly Case[] = [
  {
    what: 'sends less than it said',
    code: 'fetch_truncated',
    answer: (response, content) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 100), () => response.destroy());
    },
  },
  {
    what: 'sends less and says so',
    code: 'upgrade_verification_failed',
    answer: (response, content) => response.end(content.subarray(0, 100)),
  },
  {
    what: 'sends more than there is',
    code: 'upgrade_verification_failed',
    answer: (response, content) => response.end(Buffer.concat([content, Buffer.alloc(1)])),
  },
  {
    what: 'breaks off between chunks',
    code: 'fetch_truncated',
    answer: (response, content) =>
      response.write(content.subarray(0, 100), () => response.destroy()),
  },
  {
    what: 'never ends',
    code: 'fetch_too_large',
    change: { limits: { maxDownloadBytes: 10_000_000 } },
    answer: forEver,
  },
  { what: 'never ends its list', code: 'fetch_too_large', only: '/SHA256SUMS', answer: forEver },
  {
    what: 'never ends its signature',
    code: 'fetch_too_large',
    only: '.minisig',
    answer: forEver,
  },
  {
    what: 'says it has a lot',
    code: 'fetch_too_large',
    answer: (response) => response.writeHead(200, { 'content-length': 2 ** 40 }).write('x'),
  },
  {
    what: 'says nothing',
    code: 'fetch_timeout',
    change: { timeouts: { answer: 200 } },
    answer: () => {},
  },
  {
    what: 'falls silent',
    code: 'fetch_timeout',
    change: { timeouts: { idle: 200 } },
    answer: (response, content) => response.write(content.subarray(0, 100)),
  },
  {
    what: 'fails',
    code: 'fetch_failed',
    answer: (response) => response.writeHead(500).end(),
  },
  {
    what: 'has lost the tarball',
    code: 'upgrade_verification_failed',
    answer: (response) => response.writeHead(404).end(),
  },
  {
    what: 'sends another file',
    code: 'upgrade_verification_failed',
    answer: (response) => response.end('<html>Please log in</html>'),
  },
];

async function expectRefused(what: string, options: Partial<UpgradeOptions>, code: string) {
  const world = makeWorld(root);
  const before = snapshot(world);
  await expect(upgrade(upgradeOptions(world, '', options))).rejects.toMatchObject({
    name: 'JacoPkgError',
    code,
  });
  expect(snapshot(world)).toEqual(before);
  expect(readdirSync(world.temporary)).toEqual([]);
  rows.add(`a server that ${what}`, code, world);
}

test.each(CASES)('a server that $what', async ({ what, code, change, only, answer }) => {
  const base = await serve(await server(answer, only));
  await expectRefused(what, { base, ...change }, code);
});

test.each(['expired', 'early', 'misnamed'])('a certificate that is %s', async (certificate) => {
  const base = await serveTls(certificate, await server(() => {}, 'none'));
  await expectRefused(
    `has a certificate that is ${certificate}`,
    { base, ca: AUTHORITY },
    'fetch_certificate',
  );
});

test('all of them at a glance', async (context) => {
  await rows.match('golden/servers.txt', CASES.length + 3, context);
});

test('a server that does its work', async () => {
  const base = await serve(await server(() => {}, 'none'));
  const world = makeWorld(root);
  await upgrade(upgradeOptions(world, base));
  expect(versionIn(world)).toBe('1.1.0');
});
