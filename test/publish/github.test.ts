import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ErrorProblem } from '../../src/errors.ts';
import { type PublishOptions, publishGithub } from '../../src/publish/index.ts';
import { provenance } from '../../src/release/documents/provenance.ts';
import { manifestOf } from '../../src/release/set/manifest.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { makeRelease } from '../release/make-release.ts';
import { scratchFolder } from '../support/tools.ts';
import { type FakeGithub, fakeGithub, TOKEN } from './fake-github.ts';

const root = scratchFolder();
const key = fixedKey(41);
const FILES = { 'jaco_1.4.0_amd64.deb': 'deb', 'jaco-1.4.0-1.x86_64.rpm': 'rpm' };
const NAMES = [
  'jaco-1.4.0-1.x86_64.rpm',
  'jaco_1.4.0_amd64.deb',
  'SHA256SUMS.minisig',
  'SHA256SUMS',
];

async function releaseFolder(files: Readonly<Record<string, string>> = FILES) {
  const folder = mkdtempSync(join(root, 'r-'));
  await makeRelease(folder, files, key);
  return folder;
}

function publish(github: FakeGithub, folder: string, options: Partial<PublishOptions> = {}) {
  return publishGithub(folder, {
    repository: 'jaco/jaco',
    tag: 'v1.4.0',
    token: TOKEN,
    apiUrl: github.url,
    cwd: root,
    signal: new AbortController().signal,
    waits: [1, 1],
    ...options,
  });
}

async function problemsOf(promise: Promise<unknown>): Promise<readonly ErrorProblem[]> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toHaveProperty('problems');
  return (error as { problems: readonly ErrorProblem[] }).problems;
}

const actions = ({ assets }: Awaited<ReturnType<typeof publishGithub>>) =>
  assets.map(({ action }) => action);

describe('publishing on GitHub', () => {
  test('makes a draft with every file, the list last; again, it changes nothing', async () => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    const first = await publish(github, folder);
    expect(first.assets.map(({ name }) => name)).toEqual(NAMES);
    expect(actions(first)).toEqual(['uploaded', 'uploaded', 'uploaded', 'uploaded']);
    expect(first.url).toBe(`${github.url}/jaco/jaco/releases/tag/v1.4.0`);
    expect(github.releases).toMatchObject([{ tag_name: 'v1.4.0', draft: true, prerelease: false }]);
    const ids = github.releases[0]?.assets.map(({ id }) => id);
    github.calls.splice(0);
    expect(actions(await publish(github, folder))).toEqual(['kept', 'kept', 'kept', 'kept']);
    expect(github.calls.every((call) => call.startsWith('GET '))).toBe(true);
    expect(github.releases[0]?.assets.map(({ id }) => id)).toEqual(ids);
  });

  test.each([502, 'cut', 'damage'] as const)('tries an upload again (%s)', async (fault) => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    github.faults.set('jaco_1.4.0_amd64.deb', [fault, fault]);
    const result = await publish(github, folder);
    expect(github.releases[0]?.assets).toMatchObject(
      result.assets.map(({ name, sha256 }) => {
        return { name, state: 'uploaded', digest: `sha256:${sha256}` };
      }),
    );
  });

  test('gives up in time; the next run replaces what was left and keeps the rest', async () => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    github.faults.set('jaco_1.4.0_amd64.deb', [502, 502, 502]);
    const where =
      /with 502 to POST http:\S+\/releases\/\d+\/assets\?name=jaco_1\.4\.0_amd64\.deb: /;
    expect(await problemsOf(publish(github, folder))).toMatchObject([
      { code: 'publish_failed', message: expect.stringMatching(where) },
    ]);
    const [kept, half] = github.releases[0]?.assets ?? [];
    expect(half?.state).toBe('starter');
    const again = await publish(github, folder);
    expect(actions(again)).toEqual(['kept', 'replaced', 'uploaded', 'uploaded']);
    expect(github.releases).toHaveLength(1);
    expect(github.releases[0]?.assets[0]).toEqual(kept);
    expect(github.releases[0]?.assets.every(({ state }) => state === 'uploaded')).toBe(true);
  });

  test('does not try more often because what a try needs fails as well', async () => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    github.faults.set('jaco_1.4.0_amd64.deb', [502]);
    github.listFaults = 100;
    await problemsOf(publish(github, folder));
    expect(github.calls.filter((call) => /^GET .*\/assets$/.test(call))).toHaveLength(3);
  });

  test('makes one draft, also when the answer to making it was lost', async () => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    github.createFault = true;
    await publish(github, folder);
    expect(github.releases).toHaveLength(1);
  });

  test('replaces files that differ, or may, and names those of no release', async () => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    github.hasDigests = false;
    await publish(github, folder);
    github.hasDigests = true;
    github.releases[0]?.assets.push({ id: 0, name: 'x', state: 'uploaded', size: 1, digest: null });
    const again = await publish(github, folder);
    expect(actions(again)).toEqual(['replaced', 'replaced', 'replaced', 'replaced']);
    expect(again.others).toEqual(['x']);
    const other = await releaseFolder({ ...FILES, 'jaco_1.4.0_amd64.deb': 'DEB' });
    const changed = await publish(github, other);
    expect(actions(changed)).toEqual(['kept', 'replaced', 'replaced', 'replaced']);
  });

  test('finds the draft on a later page, and writes its notes', async () => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    const old = (id: number) => ({ id: -id, tag_name: `v0.${id}`, draft: false, assets: [] });
    github.releases.push(...Array.from({ length: 100 }, (_, id) => old(id + 1)));
    github.releases.push({ id: -200, tag_name: 'v1.4.0', draft: true, body: 'old', assets: [] });
    const last = github.releases.at(-1);
    if (last) last.id = 200_000;
    writeFileSync(join(root, 'notes.md'), 'new');
    await publish(github, folder, { notes: 'notes.md' });
    expect(github.releases).toHaveLength(101);
    expect(last).toMatchObject({ body: 'new', draft: true });
    await publish(github, folder);
    expect(last).toMatchObject({ body: 'new' });
  });

  test('changes nothing in a dry run', async () => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    const result = await publish(github, folder, { dryRun: true });
    expect(result.dryRun).toBe(true);
    expect(actions(result)).toEqual(['uploaded', 'uploaded', 'uploaded', 'uploaded']);
    expect(github.calls).toEqual(['GET /repos/jaco/jaco/releases']);
  });
});

/** What `jaco-pkg release` says of what it made. */
function provenanceOf(tag: string, version: string): string {
  const settings = { settings: '', time: 0, tool: '0.1.0', source: '', commit: '', all: [] };
  const product = { name: 'jaco', version, tag, isDirty: false, ...settings };
  const manifest = manifestOf(product, [], []);
  return JSON.stringify(provenance(manifest, []));
}

const FOREIGN = provenanceOf('v1', '1').replaceAll('pkg:npm/', 'https://ci.example/');

describe('the tag of a release', () => {
  test.each([
    ['v1.2.3', '1.2.3', 'the folder is the release of v1.2.3, and the tag is v1.4.0'],
    ['1.4.0', '1.4.0', 'the folder is the release of 1.4.0, and the tag is v1.4.0'],
    ['', '1.4.0-2-gabc', 'the folder is a snapshot, 1.4.0-2-gabc, and the tag is v1.4.0'],
  ])(
    'that was made of %j, %s is the only one it is published as',
    async (tag, version, message) => {
      const github = await fakeGithub();
      const name = 'jaco.provenance.json';
      const folder = await releaseFolder({ ...FILES, [name]: provenanceOf(tag, version) });
      expect(await problemsOf(publish(github, folder))).toMatchObject([
        { code: 'publish_refused', message, place: { file: name } },
      ]);
      expect(github.calls).toEqual([]);
    },
  );

  test.each([
    ['of that tag', provenanceOf('v1.4.0', '1.4.0'), 'v1.4.0'],
    ['of no version, for a snapshot', provenanceOf('', '1.4.0-2-gabc'), 'nightly'],
    ['of a provenance of another program', FOREIGN, 'v1.4.0'],
    ['of a provenance that cannot be read', '{', 'v1.4.0'],
  ])('may be what it is: %s', async (_, text, tag) => {
    const github = await fakeGithub();
    const folder = await releaseFolder({ 'jaco.provenance.json': text });
    expect((await publish(github, folder, { tag })).tag).toBe(tag);
  });
});

describe('publishing is refused', () => {
  test('for notes that are not there', async () => {
    const github = await fakeGithub();
    const notes = publish(github, await releaseFolder(), { notes: 'nope.md' });
    expect(await problemsOf(notes)).toEqual([
      {
        code: 'usage',
        message: 'the notes cannot be read: there is no such file',
        place: { file: 'nope.md' },
      },
    ]);
  });

  test.each([
    [[false], 'published already'],
    [[true, true], '2 drafts'],
  ])('for releases with draft %j', async (drafts, words) => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    for (const [id, draft] of drafts.entries()) {
      github.releases.push({ id: 9000 + id, tag_name: 'v1.4.0', draft, assets: [] });
    }
    const [problem] = await problemsOf(publish(github, folder));
    expect(problem).toMatchObject({ code: 'publish_refused' });
    expect(problem?.message).toContain(words);
    expect(github.calls).toEqual(['GET /repos/jaco/jaco/releases']);
  });

  test('for a folder that is no whole release, before GitHub is asked', async () => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    appendFileSync(join(folder, 'jaco_1.4.0_amd64.deb'), 'more');
    rmSync(join(folder, 'jaco-1.4.0-1.x86_64.rpm'));
    writeFileSync(join(folder, 'stray'), '');
    const problems = await problemsOf(publish(github, folder));
    expect(problems.map(({ message }) => message)).toEqual([
      'stray is not in SHA256SUMS, so it is not of this release',
      'jaco-1.4.0-1.x86_64.rpm is missing',
      expect.stringContaining('jaco_1.4.0_amd64.deb has the SHA-256'),
    ]);
    expect(problems.map(({ code }) => code)).toEqual(Array(3).fill('upgrade_verification_failed'));
    expect(github.calls).toEqual([]);
  });

  test('where GitHub renames a file, and it is removed again', async () => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    github.faults.set('jaco_1.4.0_amd64.deb', ['rename']);
    const [problem] = await problemsOf(publish(github, folder));
    expect(problem?.message).toContain('renames jaco_1.4.0_amd64.deb to renamed.');
    expect(github.releases[0]?.assets).toHaveLength(1);
  });

  test('where uploads are to go to another host: the token is not sent there', async () => {
    const [github, other] = [await fakeGithub(), await fakeGithub()];
    github.uploadHost = other.url;
    const [problem] = await problemsOf(publish(github, await releaseFolder()));
    expect(problem).toMatchObject({ code: 'publish_failed' });
    expect(other.calls).toEqual([]);
  });

  test('for a call that is wrong', async () => {
    const github = await fakeGithub();
    const wrong = { repository: 'jaco', tag: '', apiUrl: 'http://example.com' };
    const problems = await problemsOf(publish(github, await releaseFolder(), wrong));
    expect(problems.map(({ code }) => code)).toEqual(['usage', 'usage', 'usage']);
  });

  test('without the token in what is thrown, whatever the server says', async () => {
    const [github, folder] = [await fakeGithub(), await releaseFolder()];
    github.faults.set('jaco_1.4.0_amd64.deb', [401]);
    const seen: unknown[] = [];
    for (const token of [TOKEN, 'ghp_wrong']) {
      const error: unknown = await publish(github, folder, { token }).catch((thrown) => thrown);
      expect(error).toMatchObject({ code: 'publish_failed' });
      expect((error as Error).cause).toBeUndefined();
      seen.push(String(error), JSON.stringify(error), (error as Error).stack);
    }
    expect(seen.join()).toContain('[token]');
    expect(seen.join()).not.toMatch(/ghp_/);
  });
});
