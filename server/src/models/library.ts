/**
 * The registry of what we know of libraries: bundled stubs by module name, native members of the magic module `shapeline`,
 * and which classes are models. Reading the stubs is the host's affair, through `StubSource`.
 */
import type { ModuleIR } from "../interp/ir.ts";
import type { ClassValue } from "../interp/values.ts";

/** Where bundled stubs come from: lowered ahead of time in a build, from their source in tests. */
export interface StubSource {
  /** The stub of a module, by dotted name; `isPackage` when it may have submodules. */
  find(module: string, language: "python" | "javascript"): Stub | undefined;
}

export interface Stub {
  readonly path: string;
  readonly ir: ModuleIR;
  readonly isPackage: boolean;
}

/** Classes whose instances are models or layers, and the method that an open run calls. */
export const modelRoots: ReadonlySet<string> = new Set([
  "torch.nn.Module",
  "torch.nn.modules.module.Module",
  "keras.Layer",
  "keras.Model",
  "keras.layers.Layer",
]);

export function isModel(cls: ClassValue): boolean {
  return cls.mro.some((c) => modelRoots.has(c.qualifiedName));
}

/** Stub packages that describe their library only in part: a missing name is then unknown, which it is everywhere. */
export const stubFolders = ["torch", "torchvision", "einops", "stdlib", "numpy", "lightning"] as const;
