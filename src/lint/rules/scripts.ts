// Maintainer scripts.
import { RPM, SYSTEM } from '../formats.ts';
import { below, entries, files, scripts } from '../hits.ts';
import type { Rule, SubjectScript } from '../model.ts';

/** Formats that run a script as the kernel runs a program. */
const RUN = ['deb', 'ipk', 'apk'] as const;

const SHELL = /^#!\s*(\/usr)?\/bin\/(env )?(ba|da|k|z)?sh\b|^(?!#!)/;

const isShell = ({ text, interpreter }: SubjectScript) =>
  SHELL.test(text) && !/lua|perl|python|ruby/.test(interpreter);

/** Lines with their numbers, without comments. */
function lines(text: string): [number: number, line: string][] {
  return text
    .split('\n')
    .map((line, i): [number, string] => [i + 1, line])
    .filter(([, line]) => !/^\s*#/.test(line));
}

/** The first line that a pattern is in: `in line 7 has "..."`. */
function firstLine(text: string, pattern: RegExp): string | undefined {
  const found = lines(text).find(([, line]) => pattern.test(line));
  return found && `in line ${found[0]}: ${found[1].trim().slice(0, 80)}`;
}

/** How a script makes sure that there is a systemd to talk to, anywhere before it does. */
const GUARD =
  /(command -v|which|type|hash) \S*systemctl|-x\s+\S*systemctl|-d\s+"?\/run\/systemd\/system|if (!\s*)?systemctl|pidof systemd/;

/** What is not in the shell language of POSIX, by dash's manual and Debian Policy 10.4. */
const BASHISM =
  /(^|[;&|(]|\b(then|do|else|if|while))\s*(\[\[\s|function\s+\w+|source\s+\S|declare\s|typeset\s|pushd\s|popd\b|shopt\s|\[\s[^\]]*\s==\s)|&>|<<<|(^|[\s=])\$'|\$\{\w+(\/|\^|,|:\d)|\$\{!|^\s*\w+=\(|\$RANDOM\b/;

export const SCRIPT_RULES: readonly Rule[] = [
  {
    id: 'script-no-shebang',
    severity: 'error',
    formats: RUN,
    why: 'The package manager runs the script as a program; without #! the kernel refuses: Debian Policy 6.1 and 10.4.',
    fix: 'begin it with #!/bin/sh',
    sameAs: { lintian: ['script-without-interpreter'] },
    check: scripts(({ text }) => !text.startsWith('#!') && 'does not begin with #!'),
  },
  {
    id: 'script-crlf',
    severity: 'error',
    formats: SYSTEM,
    why: 'The kernel looks for an interpreter whose name ends in a carriage return, and the shell takes it for a part of each command.',
    fix: 'save it with line ends as on Unix',
    check: scripts(({ text }) => text.includes('\r\n') && 'has line ends as on Windows'),
  },
  {
    id: 'script-no-set-e',
    severity: 'warning',
    formats: ['deb', 'ipk'],
    why: 'Debian Policy 10.4: a command that fails has to end the script, or dpkg counts a broken package as installed.',
    fix: 'put set -e behind the first line',
    sameAs: { lintian: ['maintainer-script-ignores-errors', 'maintainer-script-without-set-e'] },
    check: scripts((script) => {
      const sets = /^[ \t]*set[ \t]+(-\w*e|-o errexit)|;[ \t]*set[ \t]+-\w*e/m.test(script.text);
      return (
        isShell(script) &&
        !isEmpty(script.text) &&
        !sets &&
        'goes on after errors: there is no set -e'
      );
    }),
  },
  {
    id: 'script-empty',
    severity: 'info',
    formats: SYSTEM,
    why: 'It does nothing, and still has to be run.',
    fix: 'leave it out',
    sameAs: {
      lintian: ['maintainer-script-empty'],
      rpmlint: ['empty-%pre', 'empty-%post', 'empty-%preun', 'empty-%postun'],
    },
    check: scripts(({ text, interpreter }) => {
      return isEmpty(text) && /^(\/usr)?(\/bin\/(ba)?sh)?$/.test(interpreter) && 'does nothing';
    }),
  },
  {
    id: 'script-systemctl-unguarded',
    severity: 'warning',
    formats: SYSTEM,
    why: 'In containers, images and chroots there is no systemd: the installation fails there. Debian Policy 9.3.3.',
    fix: 'ask for /run/systemd/system before, or let systemd in jaco-pkg.yaml write it',
    sameAs: { lintian: ['maintainer-script-calls-systemctl'] },
    check: scripts((script) => {
      const [before = ''] = script.text.split(/^[ \t]*systemctl\b/m);
      if (!isShell(script) || GUARD.test(before)) return '';
      const bare = lines(script.text).find(([, line]) => {
        return /(^|[;&|])\s*systemctl\b/.test(line) && !/\|\|/.test(line) && !GUARD.test(line);
      });
      return bare && `calls systemctl in line ${bare[0]} without asking whether systemd runs`;
    }),
  },
  {
    id: 'script-bashism',
    severity: 'warning',
    formats: SYSTEM.filter((format) => format !== 'archlinux'),
    why: "Debian's /bin/sh is dash and Alpine's busybox; they end at what only bash knows. Debian Policy 10.4.",
    fix: 'write it for POSIX, or begin the script with #!/bin/bash and depend on bash',
    sameAs: { lintian: ['possible-bashism-in-maintainer-script'] },
    check: scripts(({ text, interpreter }) => {
      const isPosix =
        /^#!\s*(\/usr)?\/bin\/sh\b/.test(text) ||
        (!text.startsWith('#!') && /^$|\/sh$/.test(interpreter));
      const found = isPosix && firstLine(text, BASHISM);
      return found && `has what only bash knows ${found}`;
    }),
  },
  {
    id: 'script-tmp-name',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Whoever makes the file first, or a link of that name, decides what root writes to: Debian Policy 10.4, CWE-377.',
    fix: 'use mktemp',
    sameAs: {
      lintian: ['possibly-insecure-handling-of-tmp-files-in-maintainer-script'],
      rpmlint: ['use-tmp-in-%pre', 'use-tmp-in-%post', 'use-tmp-in-%preun', 'use-tmp-in-%postun'],
    },
    check: scripts(({ text }) => {
      const found = /\bmktemp\b/.test(text)
        ? undefined
        : firstLine(text, /(^|[\s="'>])(\/var)?\/tmp\/[\w.-]/);
      return found && `uses a known name in /tmp ${found}`;
    }),
  },
  {
    id: 'script-dangerous',
    severity: 'error',
    formats: SYSTEM,
    why: 'It removes what belongs to the system and to other packages.',
    fix: "remove what is the package's own, by its full path",
    check: scripts(({ text }) => {
      const found = firstLine(
        text,
        /\brm\s+-\w*r\w*\s+(-\w+\s+)*["']?\/(\*|bin|boot|etc|home|lib|opt|root|sbin|srv|usr(\/(bin|lib|local|share))?|var(\/lib)?)?\/?\*?["']?\s*(;|&|\||$)/,
      );
      return found && `removes a folder of the system ${found}`;
    }),
  },
  {
    id: 'script-debhelper-token',
    severity: 'error',
    formats: ['deb'],
    why: 'debhelper puts code in its place; here nothing did, so what it stands for is not done.',
    fix: 'leave the token out; systemd in jaco-pkg.yaml writes code for units',
    sameAs: { lintian: ['maintainer-script-has-unexpanded-debhelper-token'] },
    check: scripts(({ text }) => /^#DEBHELPER#/m.test(text) && 'still has #DEBHELPER# in it'),
  },
  {
    id: 'script-interpreter-local',
    severity: 'error',
    formats: [...RUN, ...RPM],
    why: 'Debian Policy 6.1: nothing is in /usr/local or a home on other machines.',
    fix: 'use an interpreter that a package brings',
    sameAs: { lintian: ['control-interpreter-in-usr-local'], rpmlint: ['invalid-shell-in-%post'] },
    check: scripts(({ text, interpreter }) => {
      const program = interpreter || /^#!\s*(\S+)/.exec(text)?.[1] || '';
      return /^\/(usr\/local|home|root|opt)\//.test(program) && `is run by ${program}`;
    }),
  },
  {
    id: 'program-crlf',
    severity: 'error',
    formats: SYSTEM,
    why: 'The kernel looks for an interpreter whose name ends in a carriage return: "No such file or directory".',
    fix: 'save it with line ends as on Unix',
    sameAs: { rpmlint: ['wrong-script-end-of-line-encoding'] },
    check: entries(({ mode, content }) => {
      const isRun = (mode & 0o111) !== 0 && content?.shebang !== undefined;
      return isRun && content.hasCarriageReturns && 'is a script with line ends as on Windows';
    }),
  },
  {
    id: 'script-not-executable',
    severity: 'info',
    formats: SYSTEM,
    why: 'Its first line says what runs it, and nobody may run it: the permission was lost, or the line is not needed. Debian Policy 10.4.',
    fix: 'set file_info.mode to 0755, or leave the first line out',
    sameAs: { lintian: ['script-not-executable'], rpmlint: ['non-executable-script'] },
    check: files(({ path, mode, content }) => {
      const isScript = /^\//.test(content?.shebang ?? '') && (mode & 0o111) === 0;
      return isScript && !isSourced(path) && 'is a script that cannot be run';
    }),
  },
  {
    id: 'program-interpreter-local',
    severity: 'error',
    formats: SYSTEM,
    why: 'Debian Policy 10.4: the interpreter is not there on other machines.',
    fix: 'write #!/usr/bin/NAME',
    sameAs: {
      lintian: ['interpreter-in-usr-local', 'interpreter-not-absolute'],
      rpmlint: ['wrong-script-interpreter'],
    },
    check: entries(({ mode, content, path }) => {
      const program = content?.shebang?.split(/\s/, 1)[0] ?? '/';
      const isOdd =
        !program.startsWith('/') || /^\/(usr\/local|home|root|opt\/homebrew)\//.test(program);
      const isOwn = path.startsWith('/usr/share/doc/') || /\.in$/.test(path);
      return (mode & 0o111) !== 0 && isOdd && !isOwn && `is a script for "${program}"`;
    }),
  },
];

/** Modules, examples and templates, which something else reads. */
function isSourced(path: string): boolean {
  return (
    below(path, '/usr/share/doc', '/usr/share/bash-completion', '/usr/share/cargo', '/etc') ||
    /^\/usr\/(share|lib)\/(perl|python|ruby|tcl|R|node|nodejs)[^/]*\/|\.(p[lmy]|rb|js|tcl|in|ex)$/.test(
      path,
    )
  );
}

/** Whether nothing is left of a script without comments and what does nothing. */
function isEmpty(text: string): boolean {
  const rest = lines(text).map(([, line]) => line.trim());
  return rest.every((line) => /^(|set -\w+|exit( 0)?|:|true)$/.test(line));
}
