/** `format(value, spec)`: the format mini-language for numbers and strings; `undefined` where the text is not known. */
import type { Machine } from "../../interp/machine.ts";
import { constantNumber, str } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { floatRepr, textOf } from "./format.ts";
import { callMethod, payloadOf } from "./lookup.ts";
import { roundHalfEven } from "./numbers.ts";

interface Spec {
  readonly fill: string;
  readonly align: "<" | ">" | "^" | "=" | "";
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const pattern = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su;

function parseSpec(text: string): Spec | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, fill, align, sign, alternate, zero, width, grouping, precision, type] = match;
  return {
    fill: fill ?? (zero === undefined ? " " : "0"),
    align: (align as Spec["align"] | undefined) ?? (zero === undefined ? "" : "="),
    sign: sign ?? "-",
    alternate: alternate !== undefined,
    width: width === undefined ? 0 : Number(width),
    grouping: grouping ?? "",
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? "",
  };
}

/** Texts longer than this, and digits after the point beyond what JavaScript prints, are not followed. */
const widest = 10_000;
const mostDigits = 100;

export function formatValue(machine: Machine, value: Value, specText: string): string | undefined {
  const plain = payloadOf(value);
  if (specText === "") return textOf(machine, value);
  if (plain.kind === "tensor") callMethod(machine, plain, "__format__", str(specText));
  const spec = parseSpec(specText);
  if (spec === undefined || spec.width > widest || (spec.precision ?? 0) > mostDigits) return undefined;
  if (plain.kind === "str") {
    if (plain.value === undefined || (spec.type !== "" && spec.type !== "s")) return undefined;
    return pad(spec.precision === undefined ? plain.value : plain.value.slice(0, spec.precision), "", spec, "<");
  }
  if (plain.kind !== "int" && plain.kind !== "float" && plain.kind !== "bool") return undefined;
  const number = constantNumber(plain);
  if (number === undefined) return undefined;
  const digits = plain.kind === "float" ? floatDigits(Math.abs(number), spec) : intDigits(Math.abs(number), spec);
  if (digits === undefined) return undefined;
  const negative = number < 0 || Object.is(number, -0);
  const sign = negative ? "-" : spec.sign === "-" ? "" : spec.sign;
  return pad(digits, sign, spec, ">");
}

function pad(text: string, sign: string, spec: Spec, usual: "<" | ">"): string {
  const missing = Math.max(0, spec.width - text.length - sign.length);
  const align = spec.align === "" ? usual : spec.align;
  const fill = (count: number): string => spec.fill.repeat(count);
  switch (align) {
    case "<":
      return sign + text + fill(missing);
    case ">":
      return fill(missing) + sign + text;
    case "=":
      return sign + fill(missing) + text;
    case "^":
      return fill(Math.floor(missing / 2)) + sign + text + fill(Math.ceil(missing / 2));
  }
}

const bases: Readonly<Record<string, readonly [number, string]>> = {
  b: [2, "0b"],
  o: [8, "0o"],
  x: [16, "0x"],
  X: [16, "0X"],
};

function intDigits(value: number, spec: Spec): string | undefined {
  const base = bases[spec.type];
  if (base !== undefined) {
    const [radix, prefix] = base;
    const digits = value.toString(radix);
    return (spec.alternate ? prefix : "") + (spec.type === "X" ? digits.toUpperCase() : digits);
  }
  if (spec.type === "c") return String.fromCodePoint(value);
  if (spec.type === "" || spec.type === "d" || spec.type === "n")
    return spec.precision === undefined ? group(String(value), spec) : undefined;
  return floatDigits(value, spec);
}

function floatDigits(value: number, spec: Spec): string | undefined {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : "inf";
  const { type, precision } = spec;
  switch (type) {
    case "f":
    case "F":
      return group(fixed(value, precision ?? 6), spec);
    case "%":
      return `${fixed(value * 100, precision ?? 6)}%`;
    case "e":
    case "E": {
      const text = exponent(value, precision ?? 6);
      return type === "E" ? text.toUpperCase() : text;
    }
    case "g":
    case "G":
      return general(value, precision ?? 6, spec);
    case "":
      return precision === undefined ? group(floatRepr(value), spec) : undefined;
    default:
      return undefined;
  }
}

/** Digits after the point; halves that a float holds exactly go to even, as in C. */
export function fixed(value: number, digits: number): string {
  const scaled = value * 10 ** digits;
  const isHalf = digits <= 8 && Number.isInteger(value * 1024) && scaled - Math.floor(scaled) === 0.5;
  return isHalf ? (roundHalfEven(scaled) / 10 ** digits).toFixed(digits) : value.toFixed(digits);
}

function exponent(value: number, digits: number): string {
  const [mantissa = "0", power = "0"] = value.toExponential(digits).split("e");
  const size = String(Math.abs(Number(power))).padStart(2, "0");
  return `${mantissa}e${Number(power) < 0 ? "-" : "+"}${size}`;
}

function general(value: number, precision: number, spec: Spec): string {
  const digits = precision === 0 ? 1 : precision;
  const power = value === 0 ? 0 : Number(value.toExponential(digits - 1).split("e")[1] ?? "0");
  if (power < -4 || power >= digits) return exponent(value, digits - 1).replace(/\.?0*e/, "e");
  const text = value.toFixed(Math.max(0, digits - 1 - power));
  return group(text.includes(".") ? text.replace(/\.?0+$/, "") : text, spec);
}

function group(text: string, { grouping }: Spec): string {
  if (grouping === "") return text;
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, grouping);
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
