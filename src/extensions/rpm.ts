import type { FormatName, RpmOptions, Script, ScriptName } from '../model/package.ts';
import type { ExtensionSettings } from './schema/index.ts';
import type { Context, FileKeys, Step } from './step.ts';

type Settings = NonNullable<ExtensionSettings['rpm']>;

/** rpmbuild's, of rpm's docs/manual/file_triggers.md. */
const DEFAULT_PRIORITY = 1_000_000;

/** What rpm has and nfpm.yaml has no keys for. */
export const rpm: Step = {
  files: ({ rpm = {} }, format) => (isRpm(format) ? scriptsOf(rpm) : []),
  apply(recipe, context) {
    const settings = context.settings.rpm;
    if (!settings || !isRpm(recipe.format)) return recipe;
    return { ...recipe, rpm: { ...recipe.rpm, ...optionsOf(settings, recipe.rpm, context) } };
  },
};

function isRpm(format: FormatName): boolean {
  return format === 'rpm' || format === 'srpm';
}

function scriptsOf({ triggers = [], file_triggers = [] }: Settings): FileKeys {
  return [
    ...triggers.map(({ script }, i) => [`rpm.triggers[${i}].script`, script] as const),
    ...file_triggers.map(({ script }, i) => [`rpm.file_triggers[${i}].script`, script] as const),
  ];
}

function optionsOf(settings: Settings, before: RpmOptions, context: Context): Partial<RpmOptions> {
  const { requires = {}, triggers = [], file_triggers = [], interpreters = {} } = settings;
  return {
    requires: {
      ...before.requires,
      pretrans: requires.pretrans ?? [],
      pre: requires.pre ?? [],
      preun: requires.preun ?? [],
      postun: requires.postun ?? [],
      posttrans: requires.posttrans ?? [],
    },
    supplements: settings.supplements ?? [],
    enhances: settings.enhances ?? [],
    interpreters: filledMap(interpreters) as Partial<Record<ScriptName, string>>,
    capabilities: filledMap(settings.capabilities ?? {}),
    triggers: triggers.map(({ packages, when, script, interpreter = '' }, i) => ({
      when: when || 'in',
      on: some(packages, `rpm.triggers[${i}].packages`, context),
      script: scriptOf(script, `rpm.triggers[${i}].script`, context),
      interpreter,
    })),
    fileTriggers: file_triggers.map(({ paths, when, scope, priority, script, ...rest }, i) => ({
      scope: scope || 'package',
      when: when || 'in',
      paths: some(paths, `rpm.file_triggers[${i}].paths`, context),
      priority: priority ?? DEFAULT_PRIORITY,
      script: scriptOf(script, `rpm.file_triggers[${i}].script`, context),
      interpreter: rest.interpreter ?? '',
    })),
  };
}

function scriptOf(given: string | Uint8Array, key: string, { files, locate }: Context): Script {
  const name = typeof given === 'string' ? given : key;
  return { name, bytes: files.get(given) ?? new Uint8Array(), place: locate(key) };
}

function some(items: readonly string[], key: string, { report }: Context): readonly string[] {
  if (items.length === 0) report(key, 'config_missing_key', 'there must be at least one');
  return items;
}

function filledMap(map: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(map);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
