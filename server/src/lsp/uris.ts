/** URIs of the protocol as the paths of the analysis (absolute, forward slashes), and back. */
import { URI } from "vscode-uri";

const EXTENSIONS: Readonly<Record<string, string>> = {
  python: ".py",
  javascript: ".js",
  javascriptreact: ".jsx",
  typescript: ".ts",
  typescriptreact: ".tsx",
  vue: ".vue",
  svelte: ".svelte",
};

/** Whether documents of the language are looked at. Other clients may attach us to more. */
export function isAnalysed(languageId: string): boolean {
  return languageId in EXTENSIONS;
}

/** A document that is in no file (`untitled:Untitled-1`) gets a path of its own, which tells its scheme and language. */
export function pathOfUri(uri: string, languageId: string): string {
  const parsed = URI.parse(uri);
  if (parsed.scheme === "file") return parsed.fsPath.replaceAll("\\", "/");
  const extension = EXTENSIONS[languageId] ?? "";
  const path = `/${parsed.scheme}:/${parsed.path.replace(/^\//, "")}`;
  return path.endsWith(extension) ? path : path + extension;
}

export function uriOfPath(path: string): string {
  return URI.file(path).toString();
}
