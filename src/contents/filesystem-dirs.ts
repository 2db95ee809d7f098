// Folders that belong to the system and not to a package that puts a file into them: those of
// Fedora's `filesystem` package (`rpm -ql filesystem`) and of its `logrotate`. nfpm decides by the
// same list, for all formats, whose owner a parent folder gets.

/** A folder, then folders below it. */
const FOLDERS = `
/: afs bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var
/etc: X11 X11/applnk X11/fontpath.d X11/xinit X11/xinit/xinitrc.d X11/xinit/xinput.d
/etc: bash_completion.d keys keys/ima logrotate.d opt pki pm pm/config.d pm/power.d pm/sleep.d
/etc: rwtab.d skel statetab.d sysconfig xdg xdg/autostart
/usr: bin games include lib lib64 libexec local sbin share src src/debug src/kernels tmp
/usr/lib: .build-id debug debug/.dwz debug/bin debug/lib debug/lib64 debug/sbin debug/usr
/usr/lib: debug/usr/.dwz debug/usr/bin debug/usr/lib debug/usr/lib64 debug/usr/sbin games locale
/usr/lib: modules sysimage systemd systemd/system systemd/user sysusers.d tmpfiles.d
/usr/lib64: X11 bpf games pm-utils pm-utils/module.d pm-utils/power.d pm-utils/sleep.d
/usr/local: bin etc games include lib lib64 lib64/bpf libexec sbin share src
/usr/local/share: applications info man man/man1 man/man2 man/man3 man/man4 man/man5 man/man6
/usr/local/share: man/man7 man/man8 man/man9 man/man1x man/man2x man/man3x man/man4x man/man5x
/usr/local/share: man/man6x man/man7x man/man8x man/man9x man/mann
/usr/share: X11 X11/fonts aclocal appdata applications augeas augeas/lenses backgrounds
/usr/share: bash-completion bash-completion/completions bash-completion/helpers
/usr/share: desktop-directories dict doc empty fish fish/vendor_completions.d games gnome help
/usr/share: icons idl info licenses licenses/logrotate locale locale/en_US
/usr/share: locale/en_US/LC_MESSAGES man metainfo mime-info misc omf pixmaps sounds themes
/usr/share: wayland-sessions xsessions zsh zsh/site-functions
/usr/share/man: man1 man2 man3 man4 man5 man6 man7 man8 man9 man0p man1p man3p mann
/usr/share/man: man1x man2x man3x man4x man5x man6x man7x man8x man9x
/var: adm cache db empty ftp games lib lib/games lib/logrotate lib/misc lib/rpm-state local log
/var: mail nis opt preserve run spool spool/lpd spool/mail tmp yp
`;

const OWNED: ReadonlySet<string> = new Set(
  FOLDERS.trim()
    .split('\n')
    .flatMap((line) => {
      const [folder = '', names = ''] = line.split(': ');
      return names.split(' ').map((name) => `${folder === '/' ? '' : folder}/${name}`);
    }),
);

/** Whether a folder (normal form) is the system's own, so that no package changes its owner. */
export function isSystemFolder(path: string): boolean {
  return OWNED.has(path);
}
