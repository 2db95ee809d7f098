// sysusers.d(5) and tmpfiles.d(5) of a package, set up by the programs of systemd where they are.
import { has, type Lines, trying, tryingWithInput, when } from './shell.ts';

/** What of these a package brings. */
export interface Accounts {
  /** `NAME.conf`. */
  readonly file: string;
  /** Text of the file in /usr/lib/sysusers.d; '' for none. */
  readonly sysusers: string;
  readonly hasTmpfiles: boolean;
}

export const SYSUSERS_FOLDER = '/usr/lib/sysusers.d';
export const TMPFILES_FOLDER = '/usr/lib/tmpfiles.d';

/**
 * Before the files are there: their owners. `--replace` lets what the administrator wrote in /etc
 * win over the text, as it will once the file is installed.
 * @param options further ones, each with a blank in front
 */
export function createUsers({ file, sysusers }: Accounts, options = ''): Lines {
  if (sysusers === '') return [];
  const program = `systemd-sysusers${options} --replace=${SYSUSERS_FOLDER}/${file} -`;
  return when(has('systemd-sysusers'), tryingWithInput(program, sysusers));
}

/** After the files are there. Users too, for where the program came with the same transaction. */
export function createAll({ file, sysusers, hasTmpfiles }: Accounts, options = ''): Lines {
  const users = [trying(`systemd-sysusers${options} ${file}`)];
  const files = [trying(`systemd-tmpfiles${options} --create ${file}`)];
  return [
    ...(sysusers === '' ? [] : when(has('systemd-sysusers'), users)),
    ...(hasTmpfiles ? when(has('systemd-tmpfiles'), files) : []),
  ];
}
