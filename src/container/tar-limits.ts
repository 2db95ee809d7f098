import type { PlannedEntry } from '../model/entry.ts';
import type { Limit } from '../model/limit.ts';
import { utf8Length } from './bytes.ts';
import { TAR_MAX_OWNER } from './tar.ts';

/** For longer names of owners there is no form that all readers of packages know. */
export const TAR_OWNER: Limit<PlannedEntry> = {
  code: 'format_limit',
  holds: ({ owner, group }) => [owner, group].every((name) => utf8Length(name) <= TAR_MAX_OWNER),
  message: ({ path, owner, group }) =>
    `${path} belongs to ${owner}:${group}, and tar has ${TAR_MAX_OWNER} bytes for a name`,
  hint: 'use a shorter owner or group',
};
