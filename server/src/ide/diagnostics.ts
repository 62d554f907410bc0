/** The reports on a file, in the order of the text. What is worth reporting is decided by `rules/`. */
import type { Diagnostic } from "../rules/index.ts";
import type { Feature } from "./feature.ts";

export const diagnostics: Feature<"diagnostics", undefined, readonly Diagnostic[]> = {
  name: "diagnostics",
  provide: (snapshot) =>
    [...snapshot.diagnostics].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
};
