import type { InputName } from './inputs/index.ts';
import type { Command } from './measure.ts';

/** A tool, and what it has to run for a workload; jaco-pkg is the first of each workload. */
export interface Contender {
  readonly tool: string;
  /** Programs that have to be on PATH. */
  readonly needs: readonly string[];
  /** Run once before all rounds, and not measured. */
  readonly prepare?: Command;
  /** Run one after the other. */
  readonly commands: readonly Command[];
}

/** One thing to do, in the ways of several tools. */
export interface Workload {
  /** Short, for `--only`: `j-deb`. */
  readonly id: string;
  /** For the table: `J as deb`. */
  readonly title: string;
  /** What it packages; nothing when there is none. */
  readonly input?: InputName;
  /** Takes minutes. */
  readonly slow?: true;
  /** A tool that does the same in several workloads before: their sum stands in for its runs. */
  readonly sum?: { readonly tool: string; readonly of: readonly string[] };
  readonly contenders: readonly Contender[];
}
