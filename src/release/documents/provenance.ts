// SLSA provenance v1 in an in-toto statement v1, unsigned: SHA256SUMS lists it, and that is signed.
//   https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
//   https://slsa.dev/spec/v1.0/provenance
// It follows from the release alone. When and where it was built is left out: the same commit gives
// the same bytes anywhere.
import { compareUtf8 } from '../../model/order.ts';
import type { Manifest, Product } from '../set/manifest.ts';
import type { Sum } from '../sums.ts';

/** Its externalParameters are those below; docs/release.md describes it. */
const BUILD_TYPE = 'pkg:npm/jaco-pkg#docs/release.md';

/** @param subjects every file of the release, but for this one and the list of checksums */
export function provenance({ product, artifacts }: Manifest, subjects: readonly Sum[]) {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [...subjects]
      .sort((a, b) => compareUtf8(a.name, b.name))
      .map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: BUILD_TYPE,
        externalParameters: {
          name: product.name,
          version: product.version,
          tag: product.tag,
          dirty: product.isDirty,
        },
        internalParameters: { settings: { sha256: product.settings }, epoch: product.time },
        resolvedDependencies: [
          ...checkoutOf(product),
          ...inputsOf(artifacts.flatMap(({ contents }) => contents.filter(({ source }) => source))),
        ],
      },
      runDetails: {
        builder: {
          id: `pkg:npm/jaco-pkg@${product.tool}`,
          version: { 'jaco-pkg': product.tool },
        },
      },
    },
  };
}

function checkoutOf({ source, tag, commit }: Product) {
  if (commit === '') return [];
  const ref = tag === '' ? commit : `refs/tags/${tag}`;
  const uri = source === '' ? {} : { uri: `git+${source}@${ref}` };
  return [{ name: 'source', ...uri, digest: { gitCommit: commit } }];
}

/** Files that were packed, each once: what is not in the commit, such as programs, is known by them. */
function inputsOf(contents: readonly { readonly source: string; readonly sha256: string }[]) {
  const inputs = new Map(
    contents.map(({ source, sha256 }) => [`${source}\0${sha256}`, { source, sha256 }]),
  );
  return [...inputs]
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([, { source, sha256 }]) => ({ name: source, digest: { sha256 } }));
}
