/**
 * What Shapeline's own client and server say to each other beyond the Language Server Protocol: names and types only. Any other client does without it.
 */

/** The section of the settings, and the prefix of commands. */
export const SECTION = "shapeline";

/** Kind of the code action that applies every safe fix. */
export const FIX_ALL = "source.fixAll.shapeline";

/** Sent by the client in `initializationOptions`. */
export interface InitializationOptions {
  /** The client shows `shapeline/status`. */
  readonly status?: boolean;
  /** Settings for clients that cannot be asked for them. */
  readonly settings?: unknown;
}

/** Server to client: the analysis failed, and will not be tried again before a restart. */
export const STATUS_NOTIFICATION = "shapeline/status";
export interface ServerStatus {
  readonly kind: "failed";
  readonly message: string;
}
