/**
 * The interpreter that the user chose in Microsoft's Python extension, if that is there and active. It is a path to look around, never to run. Where
 * nothing is chosen the server looks for an environment itself.
 */
import { EventEmitter, extensions, Uri } from "vscode";
import type { Disposable, Event } from "vscode";

/** The part of the Python extension's public API that is used here. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    readonly onDidChangeActiveEnvironmentPath: Event<unknown>;
  };
}

export interface Interpreter extends Disposable {
  of(resource: string | undefined): string | undefined;
  readonly onChange: Event<void>;
}

const PYTHON_EXTENSION = "ms-python.python";

export function followInterpreter(): Interpreter {
  const changed = new EventEmitter<void>();
  let subscription: Disposable | undefined;
  /** The extension may become active after us: each question looks again. */
  const api = (): PythonApi | undefined => {
    const extension = extensions.getExtension<unknown>(PYTHON_EXTENSION);
    const exported = extension?.isActive === true ? extension.exports : undefined;
    if (!isPythonApi(exported)) return undefined;
    subscription ??= exported.environments.onDidChangeActiveEnvironmentPath(() => changed.fire());
    return exported;
  };
  return {
    of: (resource) =>
      api()?.environments.getActiveEnvironmentPath(resource === undefined ? undefined : Uri.parse(resource)).path,
    onChange: changed.event,
    dispose() {
      subscription?.dispose();
      changed.dispose();
    },
  };
}

/** The user's own setting comes first. A relative path or a bare `python` says nothing about where packages are. */
export function withInterpreter(settings: unknown, chosen: string | undefined, trusted: boolean): unknown {
  if (!isRecord(settings) || chosen === undefined || !trusted) return settings;
  const python = isRecord(settings["python"]) ? settings["python"] : {};
  if (typeof python["interpreter"] === "string" && python["interpreter"] !== "") return settings;
  if (!/^(?:[\\/]|[A-Za-z]:)/.test(chosen)) return settings;
  return { ...settings, python: { ...python, interpreter: chosen } };
}

function isPythonApi(exported: unknown): exported is PythonApi {
  if (!isRecord(exported) || !isRecord(exported["environments"])) return false;
  const { getActiveEnvironmentPath, onDidChangeActiveEnvironmentPath } = exported["environments"];
  return typeof getActiveEnvironmentPath === "function" && typeof onDidChangeActiveEnvironmentPath === "function";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
