/** What the commands need of the process that they run in, so that tests can run them without one. */
import type { ScriptSupport } from "../analysis/index.ts";
import type { Prober } from "../probe/run/prober.ts";
import type { Files } from "../project/files.ts";
import type { StubSource } from "../models/library.ts";

export interface Host {
  /** Absolute, with forward slashes. */
  readonly workingFolder: string;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether `out` shows colours, and how many columns it has. */
  readonly colour: boolean;
  readonly columns: number;
  readonly files: Files;
  /** The bytes of a file; throws as `fs.readFileSync` does. */
  readonly readBytes: (path: string) => Uint8Array;
  /** Throws as `fs.writeFileSync` does. */
  readonly writeBytes: (path: string, bytes: Uint8Array) => void;
  readonly kindOf: (path: string) => "file" | "folder" | undefined;
  /** Milliseconds, for durations. */
  readonly now: () => number;
  readonly stubs: StubSource;
  /** TypeScript and JavaScript; asked for when such a file is to be checked. */
  readonly scripts: () => Promise<ScriptSupport>;
  readonly sitePackages: (folder: string) => readonly string[];
  /** All of standard input. */
  readonly input: () => string;
  /** Runs the user's program: for `probe` only. */
  readonly prober: () => Prober;
  readonly version: string;
  /** The page of a rule, in Markdown. */
  readonly page: (rule: string) => string | undefined;
}

/** 0: nothing found; 1: errors or warnings; 2: bad usage, an unreadable file or an internal fault. */
export type ExitCode = 0 | 1 | 2;
