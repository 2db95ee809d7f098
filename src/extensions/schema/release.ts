import { FORMAT_NAMES } from '../../model/package.ts';
import { list, requiredText, section, text, texts } from '../../nfpm-config/leaves.ts';
import { oneOf } from '../leaves.ts';
import { perFormat } from './per-format.ts';

const formats = (description: string) =>
  list(oneOf('', FORMAT_NAMES)).meta({ description }).optional();

const target = section({
  platform: text(
    "Operating system in Go's names; `linux` when not given.",
    'linux',
    'darwin',
  ).optional(),
  arch: requiredText("Architecture in Go's names.", 'amd64', 'arm64'),
  formats: formats('Formats for this target, in place of those above.'),
}).meta({ id: 'ReleaseTarget', description: 'What to build packages for.' });

const names = section(
  perFormat((name) => text(`File name of each ${name}. Variables are expanded.`).optional()),
).meta({ description: "Names of the packages, where they are not their formats' own." });

export const release = section({
  formats: formats('Formats to build for each target.'),
  targets: list(target)
    .meta({ description: 'What to build for; the configured arch and platform when not given.' })
    .optional(),
  names: names.optional(),
  files: texts(
    'Further files of the release, copied as they are. Variables are expanded.',
    'INSTALL.md',
    'dist/jaco-$PACKAGE_VERSION.src.tar.gz',
  ).optional(),
  binaries: texts(
    'Files that must be there for each target before anything is built. Variables are expanded.',
    'build/bin/$PACKAGE_PLATFORM/$PACKAGE_ARCH/app',
  ).optional(),
  source: text(
    'Repository of the sources, for SBOM and provenance.',
    'https://github.com/acme/app',
  ).optional(),
}).meta({ id: 'Release', description: 'What `jaco-pkg release` builds.' });
