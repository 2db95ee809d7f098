/** What packages care about in an ELF file. */
export interface Elf {
  readonly bits: 32 | 64;
  readonly isLittleEndian: boolean;
  /** e_machine. */
  readonly machine: number;
  readonly type: 'relocatable' | 'executable' | 'shared' | 'core' | 'other';
  /** PT_INTERP: the program that starts it; '' without. */
  readonly interpreter: string;
  /** Whether it has a dynamic section: programs without are static. */
  readonly isDynamic: boolean;
  /** DT_NEEDED: libraries by their names. */
  readonly needed: readonly string[];
  /** DT_SONAME; '' without. */
  readonly soname: string;
  /** DT_RPATH and DT_RUNPATH, taken apart. */
  readonly searchPath: readonly string[];
  /** DT_TEXTREL: code that is changed when it is loaded. */
  readonly hasTextRelocations: boolean;
  /** PT_GNU_STACK says that the stack may be run. */
  readonly hasExecutableStack: boolean;
  /** Without a table of symbols. */
  readonly isStripped: boolean;
}

/** A program header. */
export interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}
