/** The public face of `rules/`: the rules, and what they say about a file. */
export { diagnose } from "./diagnose.ts";
export type { Diagnostic, DiagnoseOptions } from "./diagnose.ts";
export type { Fix, RelatedPlace, Rule, Severity } from "./define.ts";
export { rules } from "./index.gen.ts";
