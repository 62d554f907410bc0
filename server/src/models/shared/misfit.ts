/** What stands where PyTorch takes a tensor, and surely is none: `None`, a number, a device, a module that was not called, a tuple, a list, a dict. */
import type { DictValue, TensorValue, Value } from "../../interp/values.ts";
import { isModule } from "./module-tree.ts";

/** What PyTorch surely takes neither for a tensor nor for tensors. */
export interface Misfit {
  readonly value: Value;
  readonly kind: "None" | "number" | "module" | "device" | "tuple" | "list" | "dict";
  /** How many items there are. */
  readonly items?: number;
  /** The first tensor among them, and its key where that is a word. */
  readonly tensor?: TensorValue;
  readonly key?: string;
  /** Where several tensors are taken: the place of the item that is none. */
  readonly odd?: number;
  /** A size is taken, not a tensor. */
  readonly isSize?: true;
}

export function misfitOf(value: Value | undefined, kind: string | undefined): Misfit | undefined {
  if (value === undefined) return undefined;
  const takesOne = kind === "tensor";
  if (takesOne && value.kind === "none") return { value, kind: "None" };
  if (kind === "sizes") return sizeMisfit(value);
  if (takesOne && isNumber(value)) return { value, kind: "number" };
  if (takesOne && isDevice(value)) return { value, kind: "device" };
  if (takesOne && isModule(value) && !value.class.incomplete) return { value, kind: "module" };
  if (value.kind === "dict") return !takesOne || value.rest !== undefined ? undefined : dictMisfit(value);
  if (value.kind !== "tuple" && (value.kind !== "list" || value.rest !== undefined)) return undefined;
  const { items } = value;
  const tensor = items.find((item) => item.kind === "tensor" && item.library === "torch");
  const found = { value, kind: value.kind, items: items.length, ...(tensor?.kind === "tensor" ? { tensor } : {}) };
  const areNumbers = takesOne && items.every((item) => item.kind === "tensor" || isNumber(item));
  if (kind !== "tensors") return areNumbers || tensor !== undefined ? found : undefined;
  const odd = items.findIndex((item) => item.kind === "none" || item.kind === "list" || isNumber(item));
  return items.length === 0 || odd < 0 ? undefined : { ...found, odd };
}

/** `None` or a number with a fraction among the sizes of a tensor that is made. */
function sizeMisfit(value: Value): Misfit | undefined {
  if (value.kind !== "tuple" && (value.kind !== "list" || value.rest !== undefined)) return undefined;
  const odd = value.items.find(({ kind }) => kind === "none" || kind === "float");
  return odd && { value: odd, kind: odd.kind === "none" ? "None" : "number", isSize: true };
}

export function itemKind(value: Value, index: number): string {
  const item = value.kind === "tuple" || value.kind === "list" ? value.items[index] : undefined;
  return item === undefined || item.kind === "none" ? "None" : isNumber(item) ? "number" : "list";
}

const isDevice = (value: Value): boolean =>
  value.kind === "instance" && /^torch(\._dtypes)?\.device$/.test(value.class.qualifiedName);

/** Of an object, whether it surely is no tensor, nor anything that PyTorch would take for one. */
export const isNoTensor = (value: Value): boolean => isDevice(value) || isModule(value);

const isNumber = ({ kind }: Value): boolean => kind === "int" || kind === "float" || kind === "bool";

function dictMisfit(value: DictValue): Misfit | undefined {
  const entries = [...value.entries.values()];
  const first = entries.find((entry) => entry.value.kind === "tensor" && entry.value.library === "torch");
  if (first?.value.kind !== "tensor") return undefined;
  const key = first.key.kind === "str" && first.key.value !== undefined ? { key: first.key.value } : {};
  return { value, kind: "dict", items: entries.length, tensor: first.value, ...key };
}
