import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { documentsOf } from '../../src/release/documents/index.ts';
import { manifestOf, type ReleasedArtifact } from '../../src/release/set/manifest.ts';

const hash = (algorithm: 'sha1' | 'sha256', text: string) =>
  createHash(algorithm).update(text).digest('hex');
const digests = (text: string) => ({ sha1: hash('sha1', text), sha256: hash('sha256', text) });

const PRODUCT = {
  tool: '9.8.7',
  name: 'lamp',
  version: '1.2.3',
  tag: 'v1.2.3',
  commit: 'c'.repeat(40),
  time: 1_750_000_000,
  isDirty: false,
  settings: hash('sha256', 'settings'),
  source: 'https://git.example/lamp',
  all: ['LICENSE', 'lamp.deb', 'lamp.tar.gz'],
};

const PROGRAM = { path: '/usr/bin/lamp', source: 'bin/lamp', ...digests('program') };
const LICENCE = { path: '/usr/share/doc/lamp/copyright', source: 'LICENSE', ...digests('free') };
const GENERATED = { path: '/usr/share/doc/lamp/changelog.gz', source: '', ...digests('log') };

function artifact(change: Partial<ReleasedArtifact> = {}): ReleasedArtifact {
  return {
    name: 'lamp.deb',
    size: 3,
    sha256: hash('sha256', 'deb'),
    format: 'deb',
    platform: 'linux',
    arch: 'amd64',
    package: {
      name: 'lamp',
      version: '1.2.3',
      license: 'MIT OR Apache-2.0',
      vendor: '',
      maintainer: 'Lamp Makers <lamp@example.org>',
      homepage: 'https://lamp.example',
      description: 'A lamp\nthat burns',
      depends: ['oil (>= 2)', 'wick | rope', 'oil (>= 2)'],
    },
    companions: [],
    contents: [PROGRAM, LICENCE, GENERATED],
    ...change,
  };
}

const TARBALL = artifact({
  name: 'lamp.tar.gz',
  sha256: hash('sha256', 'tar'),
  format: 'tarball',
  companions: [{ name: 'lamp.tar.gz.sig', size: 3, ...digests('sig') }],
  contents: [PROGRAM, { ...LICENCE, path: '/LICENSE' }],
  package: { ...artifact().package, license: 'My own, ask', maintainer: 'me', depends: [] },
});

const FILES = [{ name: 'LICENSE', size: 4, ...digests('free') }];

async function documents(artifacts = [artifact(), TARBALL], product = PRODUCT) {
  const { documents: texts, sums } = await documentsOf(manifestOf(product, artifacts, FILES));
  const [sbom, provenance] = texts.map(({ text }) => JSON.parse(text));
  return { texts, sums, sbom, provenance };
}

const { sbom, provenance, sums } = await documents();

describe('sums', () => {
  test('are of every file, the documents too', async () => {
    const { sums, texts } = await documents();
    expect(sums).toEqual([
      { name: 'lamp.deb', sha256: hash('sha256', 'deb') },
      { name: 'lamp.tar.gz', sha256: hash('sha256', 'tar') },
      { name: 'lamp.tar.gz.sig', sha256: hash('sha256', 'sig') },
      { name: 'LICENSE', sha256: hash('sha256', 'free') },
      ...texts.map(({ name, text }) => ({ name, sha256: hash('sha256', text) })),
    ]);
    expect(texts.map(({ name }) => name)).toEqual([
      'lamp-v1.2.3.spdx.json',
      'lamp-v1.2.3.provenance.json',
    ]);
  });

  test('and documents follow from the parts, in whatever order', async () => {
    expect(await documents([TARBALL, artifact()])).toEqual(await documents());
  });
});

describe('the SBOM', () => {
  test('is of SPDX 2.3, of this release alone, and of its time', async () => {
    expect(sbom).toMatchObject({
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'lamp-v1.2.3',
      creationInfo: { created: '2025-06-15T15:06:40Z', creators: ['Tool: jaco-pkg-9.8.7'] },
    });
    expect(sbom.documentNamespace).toMatch(/^https:\/\/spdx\.org\/spdxdocs\/lamp-v1\.2\.3-\w{32}$/);
    const other = (await documents([artifact({ sha256: hash('sha256', 'another') }), TARBALL]))
      .sbom;
    expect(other.documentNamespace).not.toBe(sbom.documentNamespace);
  });

  test('has each artifact as a package, with what is declared of it', () => {
    const [deb, tarball] = sbom.packages;
    const code = [PROGRAM, LICENCE, GENERATED].map(({ sha1 }) => sha1).sort();
    expect(deb).toMatchObject({
      name: 'lamp',
      versionInfo: '1.2.3',
      packageFileName: 'lamp.deb',
      supplier: 'Person: Lamp Makers (lamp@example.org)',
      filesAnalyzed: true,
      packageVerificationCode: { packageVerificationCodeValue: hash('sha1', code.join('')) },
      checksums: [{ algorithm: 'SHA256', checksumValue: hash('sha256', 'deb') }],
      licenseDeclared: 'MIT OR Apache-2.0',
      homepage: 'https://lamp.example',
      summary: 'A lamp',
    });
    expect(tarball).toMatchObject({
      packageFileName: 'lamp.tar.gz',
      supplier: 'NOASSERTION',
      licenseDeclared: 'LicenseRef-My-own-ask',
      primaryPackagePurpose: 'ARCHIVE',
    });
    expect(sbom.hasExtractedLicensingInfos).toEqual([
      { licenseId: 'LicenseRef-My-own-ask', extractedText: 'My own, ask', name: 'My own, ask' },
    ]);
  });

  test.each([
    ['MIT', 'MIT', undefined],
    ['GPL-2.0-or-later WITH Classpath-exception-2.0', undefined, undefined],
    ['(MIT AND Zlib) OR GPL-3.0+', undefined, undefined],
    ['GPLv3', 'LicenseRef-GPLv3', 'GPLv3'],
    ['mit and zlib', 'LicenseRef-mit-and-zlib', 'mit and zlib'],
    ['MIT AND Ours', 'LicenseRef-MIT-AND-Ours', 'MIT AND Ours'],
    ['MIT AND LicenseRef-Ours', undefined, 'LicenseRef-Ours'],
    [
      'DocumentRef-a:LicenseRef-b',
      'LicenseRef-DocumentRef-a-LicenseRef-b',
      'DocumentRef-a:LicenseRef-b',
    ],
    ['toString', 'LicenseRef-toString', 'toString'],
  ])('has the licence %s', async (license, expression, own) => {
    const changed = artifact({ package: { ...artifact().package, license } });
    const { sbom: changedBom } = await documents([changed]);
    expect(changedBom.packages[0].licenseDeclared).toBe(expression ?? license);
    const [info] = changedBom.hasExtractedLicensingInfos ?? [];
    expect(info?.extractedText).toBe(own);
  });

  test('takes vendors, and packages that say nothing', async () => {
    const silent = { ...artifact().package, vendor: 'Lamps & Co', license: '', homepage: '' };
    const bare = (await documents([artifact({ package: silent, contents: [] })])).sbom;
    expect(bare.packages[0]).toMatchObject({
      supplier: 'Organization: Lamps & Co',
      licenseDeclared: 'NOASSERTION',
      filesAnalyzed: false,
    });
    expect(bare.packages[0]).not.toHaveProperty('packageVerificationCode');
    expect(bare.packages[0]).not.toHaveProperty('homepage');
    expect(bare).not.toHaveProperty('hasExtractedLicensingInfos');
  });

  test('says what contains what, and what needs what', () => {
    const name = new Map<string, string>(
      [...sbom.packages, ...sbom.files].map((one) => [
        one.SPDXID,
        one.packageFileName ?? one.fileName ?? one.name,
      ]),
    );
    type Relation = Record<'spdxElementId' | 'relationshipType' | 'relatedSpdxElement', string>;
    const relations = sbom.relationships.map((one: Relation) =>
      [
        name.get(one.spdxElementId) ?? 'document',
        one.relationshipType,
        name.get(one.relatedSpdxElement),
      ].join(' '),
    );
    expect(relations).toEqual([
      'document DESCRIBES lamp.deb',
      'document DESCRIBES lamp.tar.gz',
      'document DESCRIBES ./LICENSE',
      'document DESCRIBES ./lamp.tar.gz.sig',
      'lamp.deb CONTAINS ./usr/bin/lamp',
      'lamp.deb CONTAINS ./usr/share/doc/lamp/copyright',
      'lamp.deb CONTAINS ./usr/share/doc/lamp/changelog.gz',
      'lamp.deb DEPENDS_ON oil (>= 2)',
      'lamp.deb DEPENDS_ON wick | rope',
      'lamp.tar.gz CONTAINS ./usr/bin/lamp',
      'lamp.tar.gz CONTAINS ./LICENSE',
    ]);
  });

  test('has identifiers that are allowed, each once', async () => {
    type Element = { SPDXID: string; checksums?: { algorithm: string }[] };
    const elements: Element[] = [...sbom.packages, ...sbom.files];
    const ids = elements.map(({ SPDXID }) => SPDXID);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^SPDXRef-[A-Za-z0-9.-]+$/.test(id))).toEqual([]);
    // 8.4: SHA-1 of every file.
    for (const { checksums } of sbom.files) expect(checksums[0].algorithm).toBe('SHA1');
    expect(sbom.files).toHaveLength(6);
  });
});

describe('the provenance', () => {
  test('is a statement about every other file', () => {
    expect(provenance).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://slsa.dev/provenance/v1',
    });
    const subjects = provenance.subject.map((one: { name: string; digest: { sha256: string } }) => {
      return { name: one.name, sha256: one.digest.sha256 };
    });
    expect(subjects).toHaveLength(5);
    expect(sums).toEqual(expect.arrayContaining(subjects));
  });

  test('says what it was made of, and with what', () => {
    const { buildDefinition, runDetails } = provenance.predicate;
    expect(buildDefinition).toEqual({
      buildType: 'pkg:npm/jaco-pkg#docs/release.md',
      externalParameters: { name: 'lamp', version: '1.2.3', tag: 'v1.2.3', dirty: false },
      internalParameters: { settings: { sha256: PRODUCT.settings }, epoch: 1_750_000_000 },
      resolvedDependencies: [
        {
          name: 'source',
          uri: 'git+https://git.example/lamp@refs/tags/v1.2.3',
          digest: { gitCommit: PRODUCT.commit },
        },
        { name: 'LICENSE', digest: { sha256: LICENCE.sha256 } },
        { name: 'bin/lamp', digest: { sha256: PROGRAM.sha256 } },
      ],
    });
    expect(runDetails).toEqual({
      builder: { id: 'pkg:npm/jaco-pkg@9.8.7', version: { 'jaco-pkg': '9.8.7' } },
    });
  });

  test('of a snapshot names the commit, of no checkout none', async () => {
    const sourceOf = async (change: Partial<typeof PRODUCT>) => {
      const { provenance: statement } = await documents([], { ...PRODUCT, ...change });
      return statement.predicate.buildDefinition.resolvedDependencies;
    };
    expect((await sourceOf({ tag: '' }))[0].uri).toBe(
      `git+https://git.example/lamp@${PRODUCT.commit}`,
    );
    expect((await sourceOf({ source: '' }))[0]).toEqual({
      name: 'source',
      digest: { gitCommit: PRODUCT.commit },
    });
    expect(await sourceOf({ commit: '' })).toEqual([]);
  });
});
