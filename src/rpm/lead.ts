// The lead, by rpm's docs/manual/format_lead.md: 96 bytes that mark the file as an rpm. rpm
// itself looks at the magic alone; file(1) shows the rest.
import { utf8 } from '../container/bytes.ts';

const LEAD_SIZE = 96;
const NAME_FIELD = 66;
const OS_LINUX = 1;
const HEADER_STYLE_SIGNATURE = 5;

/** Architecture numbers of rpm's rpmrc (arch_canon). */
const ARCH_NUMBERS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    i386: 1,
    x86_64: 1,
    mips: 4,
    mipsel: 4,
    mips64: 11,
    mips64el: 11,
    armv5tel: 12,
    armv6hl: 12,
    armv7hl: 12,
    s390x: 15,
    ppc64: 16,
    ppc64le: 16,
    aarch64: 19,
    riscv64: 22,
    loongarch64: 23,
    noarch: 255,
  }),
);

const KINDS = { binary: 0, source: 1 } as const;

/** @param label name-version-release, cut where the field ends */
export function lead(label: string, arch: string, kind: keyof typeof KINDS = 'binary'): Uint8Array {
  const out = new Uint8Array(LEAD_SIZE);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0xedab_eedb);
  view.setUint8(4, 3); // format version 3.0, as in every package since rpm 2.1
  view.setUint16(6, KINDS[kind]);
  view.setUint16(8, ARCH_NUMBERS.get(arch) ?? 0);
  out.set(utf8(label).subarray(0, NAME_FIELD - 1), 10);
  view.setUint16(76, OS_LINUX);
  view.setUint16(78, HEADER_STYLE_SIGNATURE);
  return out;
}
