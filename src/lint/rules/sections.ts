// Debian Policy 2.4, sections, and 2.5, priorities.
export const SECTIONS: ReadonlySet<string> = new Set(
  `admin cli-mono comm database debian-installer debug devel doc editors education electronics
  embedded fonts games gnome gnu-r gnustep golang graphics hamradio haskell httpd interpreters
  introspection java javascript kde kernel libdevel libs lisp localization mail math metapackages
  misc net news ocaml oldlibs otherosfs perl php python raku ruby rust science shells sound tasks
  tex text utils vcs video virtual web x11 xfce zope`.split(/\s+/),
);

export const PRIORITIES: ReadonlySet<string> = new Set([
  'required',
  'important',
  'standard',
  'optional',
]);
