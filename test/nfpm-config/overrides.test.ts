import { describe, expect, test } from 'vitest';
import { FORMAT_NAMES } from '../../src/model/package.ts';
import { configText, recipeText } from './support.ts';

const YAML = `umask: 0o022
depends: [base-dep]
recommends: [base-rec]
contents:
  - {src: a, dst: /base}
scripts:
  preinstall: base-pre
  postinstall: base-post
deb:
  breaks: [base-break]
  fields: {X-Base: base, X-Both: base, X-Null: base}
ipk: {essential: true, abi_version: 1}
overrides:
  deb:
    depends: [deb-dep, deb-dep-2]
    recommends: []
    umask: 0
    contents:
      - {src: b, dst: /deb}
      - {src: c, dst: /apk, packager: apk}
    scripts:
      postinstall: deb-post
      preinstall: ""
    deb:
      breaks: []
      compression: xz
      fields: {X-Deb: deb, X-Both: deb, X-Base: "", X-Null: }
  ipk:
    ipk: {essential: false, abi_version: 2}
`;

describe('for deb', () => {
  const recipe = recipeText(YAML, 'deb');

  test('lists replace, empty ones change nothing', () => {
    expect(recipe.relations).toMatchObject({
      depends: ['deb-dep', 'deb-dep-2'],
      recommends: ['base-rec'],
    });
    expect(recipe.deb.breaks).toEqual(['base-break']);
  });

  test('contents replace as well, and keep to their packagers', () => {
    expect(recipe.contents.map(({ dst }) => dst)).toEqual(['/deb']);
  });

  test('scripts and fields merge; a field that is empty or null is taken away, an empty script is not', () => {
    expect(recipe.scripts).toMatchObject({
      preinstall: { src: 'base-pre' },
      postinstall: { src: 'deb-post' },
    });
    expect(recipe.deb.fields).toEqual({ 'X-Both': 'deb', 'X-Deb': 'deb' });
  });

  test('0 changes nothing', () => {
    expect(recipe.umask).toBe(0o022);
  });

  test('places are where the values came from', () => {
    const at = (key: string) => recipe.locate(key);
    expect(at('depends[1]')).toMatchObject({ line: 16, key: 'overrides.deb.depends[1]' });
    expect(at('recommends[0]')).toMatchObject({ line: 4, key: 'recommends[0]' });
    expect(at('deb.compression')).toMatchObject({ line: 27, key: 'overrides.deb.deb.compression' });
    expect(at('deb.fields.X-Deb').key).toBe('overrides.deb.deb.fields.X-Deb');
    expect(at('deb.breaks[0]').key).toBe('deb.breaks[0]');
    expect(recipe.contents[0]?.place).toMatchObject({ line: 20, key: 'overrides.deb.contents[0]' });
    expect(recipe.scripts.postinstall?.place.key).toBe('overrides.deb.scripts.postinstall');
    expect(recipe.scripts.preinstall?.place).toMatchObject({ line: 8 });
  });
});

test('false changes nothing, text replaces', () => {
  expect(recipeText(YAML, 'ipk').ipk).toMatchObject({ essential: true, abiVersion: '2' });
});

test('other formats stay as they are', () => {
  const { relations, contents, deb } = recipeText(YAML, 'rpm');
  expect(relations.depends).toEqual(['base-dep']);
  expect(contents.map(({ dst }) => dst)).toEqual(['/base']);
  expect(deb.fields).toEqual({ 'X-Base': 'base', 'X-Both': 'base', 'X-Null': 'base' });
});

test('a source rpm takes those of rpm, and its own over them', () => {
  const yaml = `depends: [base]
overrides:
  rpm: {depends: [rpm], provides: [rpm]}
  srpm: {provides: [srpm]}
`;
  const { relations, locate } = recipeText(yaml, 'srpm');
  expect(relations).toMatchObject({ depends: ['rpm'], provides: ['srpm'] });
  expect(locate('depends').key).toBe('overrides.rpm.depends');
  expect(locate('provides').key).toBe('overrides.srpm.provides');
  expect(recipeText(yaml, 'rpm').relations.provides).toEqual(['rpm']);
});

test.each(FORMAT_NAMES)('%s has a section of its own', (format) => {
  const config = configText(`name: foo\noverrides: {${format}: {suggests: [only]}}\n`);
  for (const other of FORMAT_NAMES) {
    const { suggests } = config.recipe(other).relations;
    const inherits = other === format || (format === 'rpm' && other === 'srpm');
    expect(suggests).toEqual(inherits ? ['only'] : []);
  }
});
