// Architectures by all the names that formats and Go have for them, and what their ELF files say:
// e_machine of the gABI's registry, class and byte order.

interface Machine {
  /** Go's name, or the usual one. */
  readonly name: string;
  readonly names: RegExp;
  /** e_machine; more than one where a processor has old and new numbers. */
  readonly machines: readonly number[];
  readonly bits: 32 | 64;
  readonly isLittleEndian: boolean;
}

type Row = readonly [name: string, names: RegExp, bits: 32 | 64, ...machines: number[]];

const LITTLE: readonly Row[] = [
  ['amd64', /^(amd64|x86_64|x64)(_.*|v\d)?$/, 64, 62],
  ['x32', /^x32$/, 32, 62],
  ['386', /^(386|[3456]86|i[3456]86|x86|i386_.*|pentium\d)$/, 32, 3],
  ['arm64', /^(arm64|aarch64)(_(?!be).*)?$/, 64, 183],
  ['arm', /^arm(?!64|eb)/, 32, 40],
  ['ppc64le', /^(ppc64le|ppc64el|powerpc64le)$/, 64, 21],
  ['riscv64', /^riscv64(_.*)?$/, 64, 243],
  ['loong64', /^(loong64|loongarch64)(_.*)?$/, 64, 258],
  ['mips64le', /^(mips64le|mips64el|mips64r6el)(_.*)?$/, 64, 8],
  ['mipsle', /^(mipsle|mipsel)(_.*)?$/, 32, 8],
  ['ia64', /^ia64$/, 64, 50],
  ['alpha', /^alpha$/, 64, 41, 0x9026],
  ['sh4', /^sh4$/, 32, 42],
];

const BIG: readonly Row[] = [
  ['ppc64', /^ppc64$/, 64, 21],
  ['ppc', /^(ppc|powerpc)(_.*)?$/, 32, 20],
  ['s390x', /^s390x$/, 64, 22],
  ['s390', /^s390$/, 32, 22],
  ['mips64', /^mips64(_.*)?$/, 64, 8],
  ['mips', /^mips(_.*)?$/, 32, 8],
  ['sparc64', /^sparc64$/, 64, 43],
  ['sparc', /^sparc$/, 32, 2, 18],
  ['m68k', /^m68k$/, 32, 4],
  ['hppa', /^hppa$/, 32, 15],
];

const MACHINES: readonly Machine[] = [
  ...LITTLE.map((row) => machine(row, true)),
  ...BIG.map((row) => machine(row, false)),
];

function machine([name, names, bits, ...machines]: Row, isLittleEndian: boolean): Machine {
  return { name, names, bits, machines, isLittleEndian };
}

/** What an ELF file says of the machine that it is for. */
interface Target {
  readonly machine: number;
  readonly bits: number;
  readonly isLittleEndian: boolean;
}

/** Whether a file is for an architecture; undefined for one that is not known. */
export function isFor(file: Target, arch: string): boolean | undefined {
  const wanted = MACHINES.find(({ names }) => names.test(arch));
  return wanted && fits(file, wanted);
}

/** What packages are called that are the same on all architectures. */
export function isIndependent(arch: string): boolean {
  return ['all', 'any', 'noarch', 'neutral'].includes(arch);
}

/** The machine that a file is for, for messages. */
export function machineName(file: Target): string {
  const found = MACHINES.find((known) => fits(file, known));
  return found?.name ?? `machine ${file.machine}, ${file.bits} bits`;
}

function fits(file: Target, { machines, bits, isLittleEndian }: Machine): boolean {
  return (
    machines.includes(file.machine) && bits === file.bits && isLittleEndian === file.isLittleEndian
  );
}
