import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixedKey } from '../minisign/fixtures.ts';
import { fakeGithub, TOKEN } from '../publish/fake-github.ts';
import { makeRelease } from '../release/make-release.ts';
import { runCli, workFolder } from './run-cli.ts';

async function checkout() {
  const cwd = workFolder({});
  await makeRelease(join(cwd, 'dist/release'), { 'a.deb': 'deb' }, fixedKey(42));
  return cwd;
}

const GITHUB = {
  GITHUB_TOKEN: TOKEN,
  GITHUB_REPOSITORY: 'jaco/jaco',
  GITHUB_REF_TYPE: 'tag',
  GITHUB_REF_NAME: 'v1.4.0',
};

describe('jaco-pkg publish github', () => {
  test('takes all it needs from the environment of a workflow', async () => {
    const [github, cwd] = [await fakeGithub(), await checkout()];
    const env = { ...GITHUB, GITHUB_API_URL: github.url };
    const page = `${github.url}/jaco/jaco/releases/tag/v1.4.0`;
    github.faults.set('a.deb', [502]);
    expect(await runCli(['publish', 'github'], { cwd, env })).toEqual({
      code: 0,
      stdout: `uploaded  a.deb\nuploaded  SHA256SUMS.minisig\nuploaded  SHA256SUMS\nDraft of v1.4.0: ${page}\n`,
      stderr: '',
    });
    const again = await runCli(['publish', 'github', 'dist/release', '--json'], { cwd, env });
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      url: page,
      tag: 'v1.4.0',
      assets: [{ name: 'a.deb', action: 'kept' }, { action: 'kept' }, { action: 'kept' }],
      others: [],
    });
  });

  test('says of a dry run that it is one', async () => {
    const [github, cwd] = [await fakeGithub(), await checkout()];
    const env = { ...GITHUB, GITHUB_API_URL: github.url };
    const dryRun = (...args: string[]) =>
      runCli(['publish', 'github', '-n', ...args], { cwd, env });
    expect((await dryRun()).stdout).toBe(
      'would upload   a.deb\nwould upload   SHA256SUMS.minisig\nwould upload   SHA256SUMS\n' +
        'Would make the draft of v1.4.0\n',
    );
    expect(JSON.parse((await dryRun('--json')).stdout)).toMatchObject({ dryRun: true });
    await runCli(['publish', 'github'], { cwd, env });
    expect((await dryRun()).stdout).toMatch(/^would keep {5}a\.deb\n/);
  });

  test('never prints the token', async () => {
    const [github, cwd] = [await fakeGithub(), await checkout()];
    github.faults.set('a.deb', [401]);
    const env = { GH_TOKEN: TOKEN };
    const args = ['publish', 'github', '--repo', 'jaco/jaco', '--tag', 'v1', '--api-url'];
    const result = await runCli([...args, github.url, '--json'], { cwd, env });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('Bad credentials [token]');
    expect(result.stdout + result.stderr).not.toContain(TOKEN);
  });

  test.each([
    ['GITHUB_TOKEN', 'there is no token'],
    ['GITHUB_REPOSITORY', '--repo is missing'],
    ['GITHUB_REF_TYPE', '--tag is missing'],
  ])('says so when %s is not set', async (name, words) => {
    const env = { ...GITHUB, [name]: undefined };
    const result = await runCli(['publish', 'github'], { cwd: await checkout(), env });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(words);
  });
});
