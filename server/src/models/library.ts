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
  "keras.Model",
  "keras.Sequential",
  "keras.layers.Layer",
]);

/** Classes whose instances stand in a program as layers do: models, and the layers of a library whose models are no layers. */
const layerRoots: ReadonlySet<string> = new Set([...modelRoots, "tf.layers.Layer"]);

export function isLayer(cls: ClassValue): boolean {
  return cls.mro.some((c) => layerRoots.has(c.qualifiedName));
}

export function isModel(cls: ClassValue): boolean {
  return cls.mro.some((c) => modelRoots.has(c.qualifiedName));
}

/** A model of a library whose losses are functions: what runs when one is called is the model that is trained with it. */
export function isTrainedByItself(cls: ClassValue): boolean {
  return cls.mro.some((c) => c.qualifiedName === "tf.layers.Layer");
}

/** The library that a package's tensors belong to. */
export const tensorLibraries: ReadonlyMap<string, string> = new Map([
  ["torch", "torch"],
  ["torchvision", "torch"],
  ["numpy", "numpy"],
  ["tensorflow", "tensorflow"],
  ["keras", "tensorflow"],
  ["tf_keras", "tensorflow"],
]);

/** Where each library's class of tensors is. A tensor of which it is not known is taken for one of the first of these that the program imports. */
export const tensorClasses: ReadonlyMap<string, { readonly module: string; readonly name: string }> = new Map([
  ["torch", { module: "torch._tensor", name: "Tensor" }],
  ["tensorflow", { module: "tensorflow._tensor", name: "Tensor" }],
  ["numpy", { module: "numpy._array", name: "ndarray" }],
]);

/** What is called where a data type is: only NumPy's can be. */
export const makerOfType = { module: "numpy._core", name: "of_type" } as const;

/** Packages under another name, for those of their modules that have no stub of their own. */
const otherNames: readonly (readonly [string, string])[] = [
  ["tensorflow.keras.", "keras."],
  ["tensorflow.python.keras.", "keras."],
  ["keras.src.", "keras."],
  ["tf_keras.", "keras."],
  ["tensorflow.compat.v2.", "tensorflow."],
];

/** The name under which a module is modelled; `undefined` where it has one only. */
export function otherName(module: string): string | undefined {
  const found = otherNames.find(([prefix]) => module.startsWith(prefix));
  return found === undefined ? undefined : found[1] + module.slice(found[0].length);
}

/** Stub packages that describe their library only in part: a missing name is then unknown, which it is everywhere. */
export const stubFolders = [
  "torch",
  "torchvision",
  "einops",
  "stdlib",
  "numpy",
  "lightning",
  "accelerate",
  "keras",
  "tensorflow",
] as const;

/** Distributions whose dependents work on tensors: the source of those is worth reading. */
export const modelledLibraries: ReadonlySet<string> = new Set([
  "torch",
  "torchvision",
  "einops",
  "pytorch-lightning",
  "lightning",
  "accelerate",
]);
