// Users and groups that are there on every system: Debian's base-passwd, Fedora's setup, Alpine's
// baselayout. '' is for archives that have numbers alone.
export const ACCOUNTS: ReadonlySet<string> = new Set([
  '',
  ...`root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc _apt
  nobody adm shutdown halt operator ftp`.split(/\s+/),
]);

export const GROUPS: ReadonlySet<string> = new Set([
  ...ACCOUNTS,
  ...`tty disk kmem dialout fax voice cdrom floppy tape sudo audio dip src shadow utmp video sasl
  plugdev staff users nogroup wheel mem lock input kvm render sgx systemd-journal`.split(/\s+/),
]);
