/** Module resolution for Python, over given search paths and a `Files` port. */
export { resolvePythonModule, type PythonModule, type PythonSearch } from "./resolve.ts";
export { installedLibraries, installedVersion, type InstalledLibraries } from "./installed.ts";
export { projectRoots } from "./roots.ts";
