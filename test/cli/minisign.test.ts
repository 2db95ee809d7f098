import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { encodePublicKey, encodeSecretKey, publicKeyLine } from '../../src/minisign/index.ts';
import { CHEAP, fixedKey } from '../minisign/fixtures.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { runCli } from './run-cli.ts';

const root = scratchFolder();
const key = fixedKey(41);

/** A folder with a file to sign and a key, whose password, if any, is `secret`. */
async function folder(password?: 'secret'): Promise<string> {
  const cwd = mkdtempSync(join(root, 'm-'));
  writeFileSync(join(cwd, 'data'), 'what is released\n');
  const protection = password ? { password, limits: CHEAP } : 'none';
  writeFileSync(join(cwd, 'its.key'), await encodeSecretKey(key, protection));
  writeFileSync(join(cwd, 'its.pub'), encodePublicKey(key.publicKey));
  return cwd;
}

const minisign = (command: string, cwd: string, io: Partial<Io> = {}) =>
  runCli(['minisign', ...command.split(' ')], { cwd, env: {}, ...io });

/** Answers questions in turn. */
function typing(...answers: string[]) {
  const questions: string[] = [];
  const askSecret = async (question: string) => {
    questions.push(question);
    return answers.shift() ?? expect.unreachable();
  };
  return { questions, askSecret };
}

describe('jaco-pkg minisign', () => {
  test('makes keys, signs and verifies', async () => {
    const cwd = await folder();
    const made = await minisign('keygen -W -s sub/k.key -p k.pub', cwd);
    const [, line = ''] = /verify FILE -P (.{56})\n$/.exec(made.stdout) ?? [];
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(cwd, 'k.pub'), 'utf8')).toContain(line);
    expect(statSync(join(cwd, 'sub/k.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(cwd, 'sub')).mode & 0o777).toBe(0o700);
    const signed = await minisign('sign data -s sub/k.key', cwd);
    expect(signed).toEqual({ code: 0, stdout: 'signed data: data.minisig\n', stderr: '' });
    const verified = await minisign(`verify data -P ${line}`, cwd);
    expect(verified.stdout).toMatch(
      /^Verified: signed by key [0-9A-F]{16}\nTrusted comment: timestamp:1700000000\tfile:data\thashed\n$/,
    );
  });

  test('keeps keys that are there, unless told otherwise', async () => {
    const cwd = await folder();
    const before = readFileSync(join(cwd, 'its.key'), 'utf8');
    const refused = await minisign('keygen -W -s its.key -p its.pub', cwd);
    expect(refused.code).toBe(1);
    expect(refused.stderr.match(/exists already .*\[target_conflict\]/g)).toHaveLength(2);
    expect(readFileSync(join(cwd, 'its.key'), 'utf8')).toBe(before);
    expect((await minisign('keygen -f -W -s its.key -p its.pub', cwd)).code).toBe(0);
    expect(readFileSync(join(cwd, 'its.key'), 'utf8')).not.toBe(before);
    expect((await minisign('keygen -W -s one -p one', cwd)).code).toBe(2);
  });

  needs('mkfifo').test('takes the place of files alone', async () => {
    const cwd = await folder();
    output('mkfifo', [join(cwd, 'pipe')]);
    for (const command of [
      'sign data -s its.key -x pipe',
      'recreate-public -f -s its.key -p pipe',
      'keygen -f -W -s pipe -p new.pub',
    ]) {
      const { code, stderr } = await minisign(command, cwd);
      expect([code, stderr]).toEqual([1, expect.stringContaining('pipe: cannot be written')]);
      expect(statSync(join(cwd, 'pipe')).isFIFO()).toBe(true);
    }
  });

  test('looks for keys where minisign keeps them', async () => {
    const cwd = await folder();
    const env = { HOME: join(cwd, 'home') };
    expect((await minisign('keygen -W', cwd, { env })).code).toBe(0);
    expect((await minisign('sign data', cwd, { env })).code).toBe(0);
    expect((await minisign('verify data', cwd, { env })).code).toBe(0);
    expect(statSync(join(cwd, 'home/.minisign/minisign.key')).isFile()).toBe(true);
    const elsewhere = { ...env, MINISIGN_CONFIG_DIR: 'config' };
    expect((await minisign('keygen -W -p p', cwd, { env: elsewhere })).code).toBe(0);
    expect(statSync(join(cwd, 'config/minisign.key')).isFile()).toBe(true);
    expect((await minisign('sign data', cwd)).stderr).toContain('[usage]');
  });

  test('signs several files, with comments and at a time of choice', async () => {
    const cwd = await folder();
    const env = { SOURCE_DATE_EPOCH: '1600000000' };
    await minisign('sign data its.pub -s its.key -q', cwd, { env });
    expect(readFileSync(join(cwd, 'its.pub.minisig'), 'utf8')).toContain(
      'trusted comment: timestamp:1600000000\tfile:its.pub\thashed\n',
    );
    await minisign('sign data -s its.key -x s -c hello -t signed', cwd, { env });
    expect(readFileSync(join(cwd, 's'), 'utf8')).toMatch(/: hello\n.*\ntrusted comment: signed\n/);
    const json = await minisign('verify data -p its.pub -x s --json', cwd);
    expect(JSON.parse(json.stdout)).toEqual({
      keyId: key.publicKey.keyId,
      trustedComment: 'signed',
    });
    expect((await minisign('sign data its.pub -s its.key -x s', cwd)).code).toBe(2);
  });

  test('verifies strictly', async () => {
    const cwd = await folder();
    await minisign('sign data -s its.key', cwd);
    expect(await minisign('verify data -p its.pub -q -H', cwd)).toMatchObject({
      code: 0,
      stdout: '',
    });
    const other = publicKeyLine(fixedKey(42).publicKey);
    const unknown = await minisign(`verify data -P ${other}`, cwd);
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain('[signature_key_unknown]');
    expect((await minisign(`verify data -P ${other} -p its.pub`, cwd)).code).toBe(0);
    writeFileSync(join(cwd, 'data'), 'something else');
    expect((await minisign('verify data -p its.pub', cwd)).stderr).toContain('[signature_invalid]');
  });

  test('takes the password from the environment, else asks for it', async () => {
    const cwd = await folder('secret');
    const env = { MINISIGN_PASSWORD: 'secret' };
    expect((await minisign('recreate-public -s its.key -p a.pub', cwd, { env })).code).toBe(0);
    expect(readFileSync(join(cwd, 'a.pub'))).toEqual(readFileSync(join(cwd, 'its.pub')));
    const right = typing('secret');
    expect((await minisign('sign data -s its.key', cwd, right)).code).toBe(0);
    expect(right.questions).toEqual(['Password of the secret key: ']);
    const wrong = await minisign('sign data -s its.key', cwd, typing('secrets'));
    expect(wrong.stderr).toContain('[key_password]');
    const nobody = await minisign('sign data -s its.key', cwd);
    expect(nobody.stderr).toContain('(set MINISIGN_PASSWORD) [key_password]');
  });

  test('takes an empty variable for none, as an unset secret makes one', async () => {
    const cwd = await folder('secret');
    const before = readFileSync(join(cwd, 'its.key'), 'utf8');
    const empty = { MINISIGN_PASSWORD: '', MINISIGN_NEW_PASSWORD: '' };
    const sign = await minisign('sign data -s its.key', cwd, { env: empty });
    expect(sign.stderr).toContain('(set MINISIGN_PASSWORD) [key_password]');
    const made = await minisign('keygen -s k -p p', cwd, { env: empty });
    expect(made).toMatchObject({ code: 1, stdout: '' });
    expect(made.stderr).toContain(
      '(set MINISIGN_PASSWORD, or keep the key without a password, with -W) [key_password]',
    );
    expect(() => statSync(join(cwd, 'k'))).toThrow();
    const env = { ...empty, MINISIGN_PASSWORD: 'secret' };
    const changed = await minisign('change-password -s its.key', cwd, { env });
    expect(changed.stderr).toContain('(set MINISIGN_NEW_PASSWORD, or');
    expect(readFileSync(join(cwd, 'its.key'), 'utf8')).toBe(before);
    const typed = typing('one', 'two');
    await minisign('keygen -s k -p p', cwd, { env: empty, ...typed });
    expect(typed.questions).toEqual(['New password: ', 'The same again: ']);
  });

  test('asks twice for a new password', async () => {
    const cwd = await folder();
    const differs = await minisign('keygen -s k -p p', cwd, typing('one', 'two'));
    expect(differs.stderr).toContain('not the same [key_password]');
    expect(() => statSync(join(cwd, 'k'))).toThrow();
  });

  test('writes a public key again, not over another', async () => {
    const cwd = await folder();
    expect((await minisign('recreate-public -s its.key -p its.pub', cwd)).stderr).toContain(
      '[target_conflict]',
    );
    writeFileSync(join(cwd, 'its.pub'), '');
    expect((await minisign('recreate-public -f -s its.key -p its.pub', cwd)).code).toBe(0);
    expect(readFileSync(join(cwd, 'its.pub'), 'utf8')).toBe(encodePublicKey(key.publicKey));
  });

  test('takes a password off, and none that is wrong', async () => {
    const cwd = await folder('secret');
    const before = readFileSync(join(cwd, 'its.key'), 'utf8');
    const wrong = await minisign('change-password -W -s its.key', cwd, typing('secrets'));
    expect(wrong.stderr).toContain('[key_password]');
    expect(readFileSync(join(cwd, 'its.key'), 'utf8')).toBe(before);
    const right = await minisign('change-password -W -s its.key', cwd, typing('secret'));
    expect(right.stdout).toMatch(/^Password removed: /);
    expect((await minisign('sign data -s its.key', cwd)).code).toBe(0);
  });
});

needs('minisign')('keys and signatures go both ways', () => {
  test('without a password', async () => {
    const cwd = await folder();
    await minisign('keygen -W -s our.key -p our.pub', cwd);
    output('minisign', ['-S', '-s', 'our.key', '-m', 'data'], { cwd });
    expect((await minisign('verify data -p our.pub', cwd)).code).toBe(0);
    output('minisign', ['-G', '-W', '-s', 'their.key', '-p', 'their.pub'], { cwd });
    await minisign('sign data -s their.key -t ours', cwd);
    const args = ['-V', '-Q', '-p', 'their.pub', '-m', 'data'];
    expect(output('minisign', args, { cwd })).toBe('ours\n');
    await minisign('recreate-public -s their.key -p again.pub', cwd);
    expect(readFileSync(join(cwd, 'again.pub'))).toEqual(readFileSync(join(cwd, 'their.pub')));
  });

  test('with a password, changed by one and then by the other', async () => {
    const cwd = await folder('secret');
    const env = { MINISIGN_PASSWORD: 'secret', MINISIGN_NEW_PASSWORD: 'other' };
    const changed = await minisign('change-password -s its.key', cwd, { env });
    expect(changed).toMatchObject({ code: 0, stderr: '' });
    output('minisign', ['-S', '-s', 'its.key', '-m', 'data'], { cwd, input: 'other\n' });
    expect((await minisign('verify data -p its.pub', cwd)).code).toBe(0);
  });
});
