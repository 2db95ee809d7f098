import type { Package } from '../../model/package.ts';
import type { Recipe } from '../../model/recipe.ts';
import type { ExtensionSettings } from '../schema/index.ts';
import { type Context, type FileKeys, type Step, textOf } from '../step.ts';
import { dep5, type FilesParagraph } from './dep5.ts';
import { dep5Expression, dep5Name, licencesOf, parseSpdx } from './spdx.ts';
import { commonText, holdersIn } from './texts.ts';

type Described = Pick<Package, 'name' | 'homepage' | 'license'>;
type Settings = NonNullable<ExtensionSettings['copyright']>;

/** Generates /usr/share/doc/NAME/copyright: Debian Policy, section 12.5. */
export const copyright: Step = {
  files: ({ copyright: settings }, format) =>
    settings && format === 'deb' ? filesOf(settings) : [],
  apply(recipe, context) {
    const settings = context.settings.copyright;
    if (!settings || recipe.format !== 'deb') return recipe;
    const { locate } = context;
    const text = new Writer(settings, recipe, context).file();
    const content: Recipe['contents'][number] = {
      type: 'file',
      src: '',
      data: Buffer.from(text),
      dst: `/usr/share/doc/${recipe.name}/copyright`,
      owner: '',
      group: '',
      mode: 0o644,
      lang: '',
      disownSubtree: [],
      place: locate('copyright'),
    };
    return { ...recipe, contents: [...recipe.contents, content] };
  },
};

function filesOf({ license_file = '', license_files = {} }: Settings): FileKeys {
  const own = license_file === '' ? [] : [['copyright.license_file', license_file] as const];
  return [
    ...own,
    ...Object.entries(license_files).map(
      ([id, file]) => [`copyright.license_files.${id}`, file] as const,
    ),
  ];
}

/** Puts the file together, and notes what is missing. */
class Writer {
  readonly #settings: Settings;
  readonly #pkg: Described;
  readonly #context: Context;
  readonly #licenses = new Map<string, string>();

  constructor(settings: Settings, pkg: Described, context: Context) {
    this.#settings = settings;
    this.#pkg = pkg;
    this.#context = context;
  }

  file(): string {
    const { source, contact = '', license, parts = [] } = this.#settings;
    const all: FilesParagraph = {
      files: ['*'],
      copyright: this.#holders(),
      license: this.#license(license || this.#pkg.license, 'copyright.license', true),
    };
    const others = parts.map(({ files, holder, year = '', license: theirs }, i) => ({
      files,
      copyright: [`${year} ${holder}`.trim()],
      license: this.#license(theirs, `copyright.parts[${i}].license`, false),
    }));
    return dep5({
      name: this.#pkg.name,
      contact,
      source: source || this.#pkg.homepage,
      files: [all, ...others],
      licenses: this.#licenses,
    });
  }

  #holders(): string[] {
    const { holder = '', year = '', license_file: file = '' } = this.#settings;
    if (holder !== '') return [`${year} ${holder}`.trim()];
    const found = file === '' ? [] : holdersIn(textOf(this.#context.files, file));
    if (found.length > 0) return found;
    const message =
      file === ''
        ? 'holder must be given'
        : `holder must be given: ${file} has no line like "Copyright 2024 Jo Doe"`;
    this.#context.report('copyright.holder', 'config_missing_key', message);
    return [];
  }

  /** An expression in DEP-5's terms; the texts of its licences are noted. */
  #license(spdx: string, key: string, isMain: boolean): string {
    const { report } = this.#context;
    const expression = parseSpdx(spdx);
    const text = expression && dep5Expression(expression);
    if (!expression || text === undefined) {
      const message =
        spdx === ''
          ? 'license must be given'
          : `license ${JSON.stringify(spdx)} cannot be expressed`;
      const hint = 'an SPDX expression such as MIT or GPL-2.0-or-later';
      report(key, spdx === '' ? 'config_missing_key' : 'config_value', message, hint);
      return '';
    }
    const ids = licencesOf(expression);
    const uncommon = ids.filter((id) => commonText(id) === undefined);
    for (const id of ids) this.#note(id, key, isMain && uncommon.length === 1);
    return text;
  }

  /** @param isSole whether `license_file` can only be the text of this one */
  #note(id: string, key: string, isSole: boolean): void {
    const { license_file: own = '', license_files = {} } = this.#settings;
    const name = dep5Name(id);
    const file = license_files[id] || (isSole && !commonText(id) ? own : '');
    const text = file ? textOf(this.#context.files, file).replace(/^\s*\n/, '') : commonText(id);
    if (text !== undefined) {
      this.#licenses.set(name, text);
    } else if (!this.#licenses.has(name)) {
      const hint = `name its file in ${isSole ? 'license_file' : `license_files, under ${id}`}`;
      this.#context.report(key, 'config_missing_key', `the text of ${id} is missing`, hint);
    }
  }
}
