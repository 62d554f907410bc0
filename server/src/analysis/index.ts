/** The public face of `analysis/`. */
export { AnalysisStopped, languageOf, Project } from "./project.ts";
export type { AnalysisOptions, ScriptSupport } from "./project.ts";
