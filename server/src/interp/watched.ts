/** What is noted of a call of a library while it runs, so that it can be noted again without running it. */
import type { InstanceValue, Value } from "./values.ts";

/** An operation that was given all that it requires: by the call that ran it, or by that which made the layer. */
export interface Satisfied {
  readonly operation: string;
  readonly outwards: boolean;
  readonly layer: InstanceValue | undefined;
}

/** What a call recorded that can be recorded again without it. */
export interface Watched {
  readonly satisfied: Satisfied[];
  readonly outputs: { readonly layer: InstanceValue; readonly output: Value }[];
}
