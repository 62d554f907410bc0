/** How control leaves a running program other than by returning: thrown inside the interpreter, always caught inside it. */
import type { Value } from "./values.ts";

/** The program raises on this path. */
export class RaiseSignal {
  readonly exception: Value | undefined;
  constructor(exception: Value | undefined) {
    this.exception = exception;
  }
}

/** No fuel left, or a newer edit came: the whole run ends. */
export class StopSignal {
  readonly reason: "fuel" | "stopped";
  constructor(reason: StopSignal["reason"]) {
    this.reason = reason;
  }
}

/** A generator has yielded as much as we follow. */
export class GeneratorFull {
  readonly kind = "generator-full";
}

/** How a statement ended, where not normally. */
export type Completion =
  | { readonly kind: "return"; readonly value: Value }
  | { readonly kind: "break"; readonly label: string | undefined }
  | { readonly kind: "continue"; readonly label: string | undefined };
