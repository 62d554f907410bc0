/** Plain readonly records of what an analysis found; no knowledge of who makes or reads them. */
export type * from "./broken.ts";
export type * from "./call.ts";
export type * from "./file.ts";
