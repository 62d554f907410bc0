/** Types of vscode-server.mjs, for the tests. */
import type { EditorFixture } from "./setup-vscode.mjs";

export interface VSCodeOptions {
  readonly fixture: EditorFixture;
  /** Path of the packaged extension. */
  readonly extension: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly trusted?: boolean;
  readonly testDriver?: boolean;
  readonly port?: number;
}
export interface RunningVSCode {
  readonly origin: string;
  readonly authority: string;
  readonly logs: string;
  stop(): Promise<void>;
}
export declare function startVSCode(options: VSCodeOptions): Promise<RunningVSCode>;
