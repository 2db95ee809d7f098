import { suggest } from '../../model/suggest.ts';
import type { Rule } from '../model.ts';
import { APK_RULES } from './apk.ts';
import { CONFIG_RULES } from './config.ts';
import { DESCRIPTION_RULES } from './description.ts';
import { DOC_RULES } from './docs.ts';
import { ELF_RULES } from './elf.ts';
import { JUNK_RULES } from './junk.ts';
import { LINKING_RULES } from './linking.ts';
import { LINK_RULES } from './links.ts';
import { METADATA_RULES } from './metadata.ts';
import { MODE_RULES } from './modes.ts';
import { NAME_RULES } from './names.ts';
import { PLACE_RULES } from './places.ts';
import { RELATION_RULES } from './relations.ts';
import { SCRIPT_RULES } from './scripts.ts';
import { SECRET_RULES } from './secrets.ts';
import { SYSTEMD_RULES } from './systemd.ts';
import { TIME_RULES } from './times.ts';

/** Rules of one kind, as they are listed. */
export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** All rules. A new one is a row of its group. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  { title: 'Names and versions', rules: NAME_RULES },
  { title: 'Metadata', rules: METADATA_RULES },
  { title: 'Description', rules: DESCRIPTION_RULES },
  { title: 'Relations', rules: RELATION_RULES },
  { title: 'Copyright, changelog, manual pages', rules: DOC_RULES },
  { title: 'Places', rules: PLACE_RULES },
  { title: 'Permissions and owners', rules: MODE_RULES },
  { title: 'Configuration files', rules: CONFIG_RULES },
  { title: 'Links and names of files', rules: LINK_RULES },
  { title: 'Leftovers', rules: JUNK_RULES },
  { title: 'Secrets', rules: SECRET_RULES },
  { title: 'Times', rules: TIME_RULES },
  { title: 'Scripts', rules: SCRIPT_RULES },
  { title: 'systemd units', rules: SYSTEMD_RULES },
  { title: 'Programs and libraries', rules: [...ELF_RULES, ...LINKING_RULES] },
  { title: 'apk', rules: APK_RULES },
];

export const RULES: readonly Rule[] = RULE_GROUPS.flatMap(({ rules }) => rules);

export function ruleNamed(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}

/** What to tell somebody who names a rule that there is not. */
export function hintFor(id: string): string {
  const near = suggest(
    id,
    RULES.map((rule) => rule.id),
  );
  return near === undefined ? '`jaco-pkg lint --list` has them all' : `did you mean ${near}?`;
}
