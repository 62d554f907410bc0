/** What `str(x)` and `repr(x)` print; `undefined` wherever any part of the text is not known. */
import type { Machine } from "../../interp/machine.ts";
import { str } from "../../interp/values.ts";
import type { DictValue, InstanceValue, Value } from "../../interp/values.ts";
import { attributeViewClass, isSubclass } from "./classes.ts";
import { orderedEntries } from "./dicts.ts";
import { exceptionClasses } from "./exceptions.ts";
import { callMethod, findInClass } from "./lookup.ts";

const deepest = 8;

/** `str(value)`. */
export function textOf(machine: Machine, value: Value): string | undefined {
  if (value.kind === "str") return value.value;
  if (value.kind === "instance") return instanceText(machine, value, ["__str__", "__repr__"]);
  return reprOf(machine, value);
}

/** `repr(value)`. */
export function reprOf(machine: Machine, value: Value, depth = 0): string | undefined {
  if (depth > deepest) return undefined;
  switch (value.kind) {
    case "none":
      return "None";
    case "ellipsis":
      return "Ellipsis";
    case "bool":
      return value.value === undefined ? undefined : value.value ? "True" : "False";
    case "int":
      return typeof value.size === "number" ? String(value.size) : undefined;
    case "float":
      return value.value === undefined ? undefined : floatRepr(value.value);
    case "str":
      return value.value === undefined ? undefined : strRepr(value.value);
    case "dtype":
      return `torch.${value.dtype}`;
    case "tuple":
      return value.class === undefined ? tupleRepr(machine, value.items, depth) : undefined;
    case "list":
      return value.rest === undefined ? wrap("[", reprItems(machine, value.items, depth), "]") : undefined;
    case "set":
      return value.rest === undefined && value.items.length === 0 ? "set()" : undefined;
    case "dict":
      return dictRepr(machine, value, depth);
    case "range":
      return rangeRepr(value.start, value.stop, value.step);
    case "class":
      return `<class '${value.path === undefined ? value.name : value.qualifiedName}'>`;
    case "instance":
      return instanceText(machine, value, ["__repr__"]);
    default:
      return undefined;
  }
}

function dictRepr(machine: Machine, dict: DictValue, depth: number): string | undefined {
  const { certain, others } = orderedEntries(dict);
  if (others.length > 0) return undefined;
  const texts = certain.map(({ key, value }) =>
    joinTexts([reprOf(machine, key, depth + 1), reprOf(machine, value, depth + 1)], ": "),
  );
  return wrap("{", joinTexts(texts, ", "), "}");
}

/** The attributes of an object, as its `__dict__` prints. */
function viewRepr(machine: Machine, view: InstanceValue): string | undefined {
  const owner = view.attributes.get("owner");
  if (owner?.kind !== "instance" || owner.escaped) return undefined;
  return dictRepr(machine, machine.dict([...owner.attributes].map(([name, value]) => [str(name), value] as const)), 1);
}

function rangeRepr(start: unknown, stop: unknown, step: unknown): string | undefined {
  if (typeof start !== "number" || typeof stop !== "number" || typeof step !== "number") return undefined;
  return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`;
}

function instanceText(machine: Machine, value: InstanceValue, methods: readonly string[]): string | undefined {
  if (value.class === attributeViewClass) return viewRepr(machine, value);
  for (const name of methods) {
    if (findInClass(value.class, name) === undefined) continue;
    const text = callMethod(machine, value, name);
    return text?.kind === "str" ? text.value : undefined;
  }
  if (value.payload !== undefined) {
    return methods.includes("__str__") ? textOf(machine, value.payload) : reprOf(machine, value.payload);
  }
  const exception = exceptionClasses.get("BaseException");
  if (exception !== undefined && isSubclass(value.class, exception))
    return exceptionText(machine, value, methods.includes("__str__"));
  return undefined;
}

function exceptionText(machine: Machine, value: InstanceValue, plain: boolean): string | undefined {
  const args = value.attributes.get("args");
  if (args?.kind !== "tuple") return undefined;
  if (!plain) return wrap(`${value.class.name}(`, reprItems(machine, args.items, 0), ")");
  const [only, ...others] = args.items;
  if (only === undefined) return "";
  if (others.length > 0) return tupleRepr(machine, args.items, 0);
  return value.class.name === "KeyError" ? reprOf(machine, only) : textOf(machine, only);
}

function tupleRepr(machine: Machine, items: readonly Value[], depth: number): string | undefined {
  return wrap("(", reprItems(machine, items, depth), items.length === 1 ? ",)" : ")");
}

function reprItems(machine: Machine, items: readonly Value[], depth: number): string | undefined {
  return joinTexts(
    items.map((item) => reprOf(machine, item, depth + 1)),
    ", ",
  );
}

function joinTexts(texts: readonly (string | undefined)[], separator: string): string | undefined {
  return texts.includes(undefined) ? undefined : texts.join(separator);
}

function wrap(open: string, text: string | undefined, close: string): string | undefined {
  return text === undefined ? undefined : open + text + close;
}

/** The shortest text that reads back as the same float, laid out as Python does. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [digits = "0", exponentText = "0"] = Math.abs(value).toExponential().split("e");
  const exponent = Number(exponentText);
  const sign = value < 0 ? "-" : "";
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${digits}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  const plain = digits.replace(".", "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${plain}`;
  const whole = plain.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = plain.slice(exponent + 1);
  return `${sign}${whole}.${fraction === "" ? "0" : fraction}`;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function strRepr(text: string): string | undefined {
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\uffff]/u.test(text.replace(/[\u00a1-\u00ac\u00ae-\u024f]/gu, "")))
    return undefined;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\r\t]/g, (c) => escapes[c] ?? c);
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}
