/**
 * Whose tensors they are: the library whose code makes a tensor gives it its class, and with that its methods and operators. Code of other
 * packages (einops) leaves a tensor to the library that it came from.
 */
import type { Interpreter } from "../../interp/interpreter.ts";
import type { TensorProducer, TensorValue } from "../../interp/values.ts";
import type { TensorType } from "../../shape/index.ts";
import { tensorLibraries } from "../library.ts";

interface Role {
  readonly parameter?: boolean;
  readonly buffer?: boolean;
  readonly mixes?: boolean;
  readonly trainable?: boolean;
}

/** A tensor of the library whose stub is running, else of that of the tensors it is made from. */
export function makeTensor(
  it: Interpreter,
  type: TensorType,
  producer?: TensorProducer,
  role: Role = {},
  sources: readonly TensorValue[] = producer?.inputs ?? [],
): TensorValue {
  const library = runningLibrary(it) ?? sources.find((source) => source.library !== undefined)?.library;
  return it.tensor(type, producer, library === undefined ? role : { ...role, library });
}

/** The library whose stub is running. */
export function runningLibrary(it: Interpreter): string | undefined {
  const { name } = it.frame.module;
  const dot = name.indexOf(".");
  return tensorLibraries.get(dot < 0 ? name : name.slice(0, dot));
}
