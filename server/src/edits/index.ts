/** Builders of edits on the facts of calls and values; the texts and reasons are the rules'. */
export * from "./calls.ts";
export * from "./edit.ts";
export * from "./expression.ts";
export * from "./lines.ts";
export * from "./peel.ts";
