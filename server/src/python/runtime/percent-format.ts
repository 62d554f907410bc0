/** `"…%d…" % values` and `"…{}…".format(values)`; `undefined` where any part of the text is not known. */
import type { Machine } from "../../interp/machine.ts";
import type { Value } from "../../interp/values.ts";
import { findEntry } from "./dicts.ts";
import { reprOf, textOf } from "./format.ts";
import { formatValue } from "./format-spec.ts";
import { payloadOf } from "./lookup.ts";
import { quotientOf, roundQuotient } from "./numbers.ts";
import { int, str } from "../../interp/values.ts";

const conversion = /%(?:\((\w+)\))?([-+ #0]*)(\d+)?(?:\.(\d+))?([diouxXeEfFgGcrsa%])/g;

export function percentFormat(machine: Machine, template: string, values: Value): string | undefined {
  const args = values.kind === "tuple" ? values.items : [values];
  let next = 0;
  let known = true as boolean;
  const text = template.replace(
    conversion,
    (
      _,
      name: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      type: string,
    ) => {
      if (type === "%") return "%";
      const value = name === undefined ? args[next++] : lookup(machine, values, name);
      const part = value === undefined ? undefined : convert(machine, value, flags, width ?? "", precision, type);
      if (part === undefined) known = false;
      return part ?? "";
    },
  );
  return known ? text : undefined;
}

function lookup(machine: Machine, values: Value, name: string): Value | undefined {
  const dict = payloadOf(values);
  const found = dict.kind === "dict" ? findEntry(machine, dict, str(name)) : undefined;
  return found?.kind === "found" ? found.value : undefined;
}

function convert(
  machine: Machine,
  value: Value,
  flags: string,
  width: string,
  precision: string | undefined,
  type: string,
): string | undefined {
  const left = flags.includes("-");
  const sign = flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const zero = flags.includes("0") && !left ? "0" : "";
  const digits = precision === undefined ? "" : `.${precision}`;
  if (type === "s" || type === "r" || type === "a") {
    const text = type === "s" ? textOf(machine, value) : reprOf(machine, value);
    return text === undefined ? undefined : formatValue(machine, str(text), `${left ? "<" : ">"}${width}${digits}`);
  }
  const number = payloadOf(value);
  if (type === "d" || type === "i" || type === "u") {
    const quotient = quotientOf(machine, number.kind === "open" ? { kind: "unknown" } : number);
    const whole = quotient === undefined ? undefined : roundQuotient(quotient, "truncate");
    return whole === undefined
      ? undefined
      : formatValue(machine, int(whole), `${left ? "<" : ""}${sign}${zero}${width}d`);
  }
  return formatValue(
    machine,
    number,
    `${left ? "<" : ""}${sign}${flags.includes("#") ? "#" : ""}${zero}${width}${digits}${type}`,
  );
}

const field = /\{\{|\}\}|\{([^{}:!]*)(?:!([rsa]))?(?::([^{}]*))?\}/g;

/** `template.format(*args, **named)`. */
export function braceFormat(
  machine: Machine,
  template: string,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
): string | undefined {
  let next = 0;
  let known = true as boolean;
  const text = template.replace(
    field,
    (whole: string, name: string | undefined, shown: string | undefined, spec: string | undefined) => {
      if (whole === "{{") return "{";
      if (whole === "}}") return "}";
      const value = fieldValue(machine, name ?? "", () => args[next++], args, named);
      const part = value === undefined ? undefined : formatField(machine, value, shown, spec ?? "");
      if (part === undefined) known = false;
      return part ?? "";
    },
  );
  return known && !/[{}]/.test(template.replace(field, "")) ? text : undefined;
}

function formatField(machine: Machine, value: Value, shown: string | undefined, spec: string): string | undefined {
  if (shown === undefined) return formatValue(machine, value, spec);
  const text = shown === "s" ? textOf(machine, value) : reprOf(machine, value);
  return text === undefined ? undefined : formatValue(machine, str(text), spec);
}

/** A field's value: a position, a name, then attributes and items of it. */
function fieldValue(
  machine: Machine,
  path: string,
  next: () => Value | undefined,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Value | undefined {
  const match = /^([^.[]*)((?:\.\w+|\[[^\]]+\])*)$/.exec(path);
  if (match === null) return undefined;
  const [, first = "", steps = ""] = match;
  let value = first === "" ? next() : /^\d+$/.test(first) ? args[Number(first)] : named.get(first);
  for (const [step] of steps.matchAll(/\.\w+|\[[^\]]+\]/g)) {
    if (value === undefined) return undefined;
    const key = step.startsWith(".") ? step.slice(1) : step.slice(1, -1);
    value = step.startsWith(".")
      ? machine.attribute(value, key)
      : machine.language.getItem(machine, value, /^\d+$/.test(key) ? int(Number(key)) : str(key));
  }
  return value;
}
