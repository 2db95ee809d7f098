import type { Answers } from './answers.ts';

/** An nfpm.yaml that nfpm and jaco-pkg both take. */
export function nfpmYaml({ version, ...answers }: Answers): string {
  const { name, maintainer, description, homepage, license, binaries } = answers;
  return `# What the packages are called, and what is in them. The format is that of nfpm:
# https://nfpm.goreleaser.com/docs/configuration/
# What goes beyond it (systemd units, excludes, releases) is for a jaco-pkg.yaml beside this file.
name: ${scalar(name)}

# In Go's names: amd64, arm64, 386, arm7, ... or all. jaco-pkg build --arch amd64,arm64 sets it.
arch: \${PACKAGE_ARCH}
platform: linux

${versionLines(version)}

# Of the Debian archive: admin, devel, net, utils, web, ...
section: utils
priority: optional

maintainer: ${scalar(maintainer)}
# A line; more on the lines below it, as in "description: |".
description: ${scalar(description)}
${homepage ? `homepage: ${scalar(homepage)}\n` : ''}${license ? `# SPDX: https://spdx.org/licenses/\nlicense: ${scalar(license)}\n` : ''}
contents:${binaries.map(programItem).join('')}
${EXAMPLES.replaceAll('NAME', name)}`;
}

function versionLines(version: string): string {
  if (version === 'git') {
    return `# jaco-pkg takes it from git describe unless the variable is set; nfpm needs the variable.
version: \${PACKAGE_VERSION}`;
  }
  if (version.startsWith('$')) return `version: \${${version.slice(1)}}`;
  return `version: ${scalar(version)}`;
}

function programItem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return `
  - src: ${scalar(path)}
    dst: ${scalar(`/usr/bin/${name}`)}
    file_info:
      mode: 0755
`;
}

const EXAMPLES = `  # Take away the # of what there is to install besides.

  # A config file: kept when the administrator has changed it.
  # - src: packaging/NAME.yaml
  #   dst: /etc/NAME/NAME.yaml
  #   type: config|noreplace

  # A folder with all that is in it.
  # - src: share
  #   dst: /usr/share/NAME
  #   type: tree

  # An empty folder of the package's own.
  # - dst: /var/lib/NAME
  #   type: dir
  #   file_info:
  #     mode: 0750

  # A link: from dst to src.
  # - src: NAME
  #   dst: /usr/bin/NAME-link
  #   type: symlink

  # Only for one format.
  # - src: packaging/copyright
  #   dst: /usr/share/doc/NAME/copyright
  #   packager: deb

# Run as root by the package manager.
# scripts:
#   postinstall: packaging/postinstall.sh
#   preremove: packaging/preremove.sh

# Where formats differ: names of other packages, above all.
# overrides:
#   deb:
#     depends:
#       - libc6 (>= 2.31)
#   rpm:
#     depends:
#       - glibc >= 2.31
#   apk:
#     depends:
#       - musl
`;

/** YAML of a text: as it is where that is plainly a text, else in double quotes. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z/][\w ./@<>()+,'-]*$/.test(text) && !text.endsWith(' ');
  const isWord = /^(y|yes|n|no|on|off|true|false|null)$/i.test(text);
  return isPlain && !isWord ? text : JSON.stringify(text);
}
