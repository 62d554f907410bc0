/**
 * A text for what a call is given, its own object included: equal for calls that a library cannot tell apart. There is none where a value is an
 * object of the program, or known in part. Sizes may be symbolic, and the number of axes unknown: what counts is where the same symbols and rows
 * stand, not which they are. What was assumed of an input by then is put in its place.
 */
import { readingText, symbolsOf } from "../shape/index.ts";
import type { Dim, Row, SizeSymbol, TensorType } from "../shape/index.ts";
import type { Assumptions } from "./assumptions.ts";
import { isOfLibrary } from "./heap.ts";
import { holdersIn } from "./prototypes.ts";
import type { InstanceValue, TensorValue, Value } from "./values.ts";

export interface CallKey {
  readonly text: string;
  /** In the order in which they are met. */
  readonly symbols: readonly SizeSymbol[];
  readonly rows: readonly Row[];
  readonly hasTensors: boolean;
}

export function keyOfCall(
  values: readonly Value[],
  named: ReadonlyMap<string, Value>,
  assumptions: Assumptions,
): CallKey | undefined {
  const writer = new KeyWriter(assumptions);
  try {
    for (const value of values) writer.given(value);
    for (const [name, value] of named) {
      writer.text += `${name}=`;
      writer.given(value);
    }
  } catch (reason) {
    if (!(reason instanceof NoKey)) throw reason;
    return undefined;
  }
  const { text, symbols, rows, hasTensors } = writer;
  return { text, symbols: [...symbols.values()], rows: [...rows.values()], hasTensors };
}

class NoKey extends Error {}
const noKey = new NoKey();

class KeyWriter {
  text = "";
  hasTensors = false;
  readonly symbols = new Map<number, SizeSymbol>();
  readonly rows = new Map<number, Row>();
  private readonly places = new Map<Value, number>();
  private readonly numbers = new Map<number, number>();
  private readonly numbersOfRows = new Map<number, number>();
  private readonly assumptions: Assumptions;

  constructor(assumptions: Assumptions) {
    this.assumptions = assumptions;
  }

  /** An argument, or an item of one. */
  given(value: Value): void {
    switch (value.kind) {
      case "list":
        if (this.isKnown(value)) return;
        if (value.rest !== undefined) throw noKey;
        this.items("[", value.items);
        return;
      case "tuple":
        if (value.class !== undefined) throw noKey;
        this.items("(", value.items);
        return;
      case "tensor":
        if (!this.isKnown(value)) this.tensor(value);
        return;
      default:
        this.part(value);
    }
  }

  private items(opening: string, items: readonly Value[]): void {
    this.text += opening;
    for (const item of items) this.given(item);
    this.text += ")";
  }

  /** A constant, or something that a library made: all that is in it counts. */
  private part(value: Value): void {
    switch (value.kind) {
      case "none":
      case "undefined":
      case "ellipsis":
        this.text += `${value.kind};`;
        return;
      case "unknown":
        if (value.oneOf !== undefined) throw noKey;
        this.text += `u${value.origin ?? ""}:${value.type ?? ""};`;
        return;
      case "int":
        this.text += "i";
        this.size(value.size);
        return;
      case "float":
      case "bool":
        if (value.value === undefined) throw noKey;
        this.text += `${value.kind}${String(value.value)};`;
        return;
      case "str":
        if (value.value === undefined) throw noKey;
        this.text += JSON.stringify(value.value);
        return;
      case "dtype":
        this.text += `d${value.dtype};`;
        return;
      case "tuple":
        this.text += "(";
        for (const item of value.items) this.part(item);
        this.text += ")";
        return;
      case "method":
        this.text += "m";
        this.part(value.function);
        this.part(value.self);
        return;
      case "class":
      case "function":
        if (!isOfLibrary(value)) throw noKey;
        this.text += `o${String(value.born)};`;
        return;
      case "instance":
      case "tensor":
      case "list":
      case "dict":
      case "set":
        if (this.isKnown(value)) return;
        if (isOfLibrary(value)) this.text += `o${String(value.born)};`;
        else if (value.prototype === undefined) this.all(value);
        else this.contents(value, value.prototype.born);
        return;
      default:
        throw noKey;
    }
  }

  /** Of an object that is like no other: constants too. */
  private all(value: Extract<Value, { prototype?: unknown }>): void {
    switch (value.kind) {
      case "instance":
        if (!isOfLibrary(value.class) || value.escaped || value.payload !== undefined) throw noKey;
        this.text += `c${String(value.class.born)}(`;
        for (const [name, attribute] of value.attributes) {
          this.text += `${name}=`;
          this.part(attribute);
        }
        break;
      case "list":
      case "set":
        if (value.rest !== undefined) throw noKey;
        this.text += `${value.kind}(`;
        for (const item of value.items) this.part(item);
        break;
      case "dict":
        if (value.rest !== undefined) throw noKey;
        this.text += "dict(";
        for (const [key, entry] of value.entries) {
          this.text += `${JSON.stringify(key)}:`;
          this.part(entry.value);
        }
        break;
      case "tensor":
        this.tensor(value);
        this.text += "(";
        break;
      default:
        throw noKey;
    }
    this.text += ")";
  }

  private contents(value: Extract<Value, { prototype?: unknown }>, prototype: number): void {
    this.text += `p${String(prototype)}(`;
    switch (value.kind) {
      case "instance":
        if (value.payload !== undefined) throw noKey;
        this.attributes(value);
        break;
      case "list":
      case "set":
        if (value.rest !== undefined) throw noKey;
        for (const item of value.items) this.part(item);
        break;
      case "dict":
        if (value.rest !== undefined) throw noKey;
        for (const entry of value.entries.values()) this.part(entry.value);
        break;
      default:
    }
    this.text += ")";
  }

  private attributes(value: InstanceValue): void {
    for (const name of holdersIn(value)) {
      const attribute = value.attributes.get(name);
      if (attribute === undefined) throw noKey;
      this.part(attribute);
    }
  }

  /** The second time that an object is met, only where it stood before counts. */
  private isKnown(value: Value): boolean {
    const place = this.places.get(value);
    if (place !== undefined) this.text += `#${String(place)};`;
    else this.places.set(value, this.places.size);
    return place !== undefined;
  }

  private tensor(tensor: TensorValue): void {
    const { type, parameter, buffer, mixes, trainable, library, scalar, producer } = tensor;
    this.hasTensors = true;
    // Nothing is reported of what is made from it.
    if (producer?.afterBreak === true) this.text += "!";
    this.text += `T${parameter ? "p" : ""}${buffer ? "b" : ""}${mixes === true ? "m" : ""}${trainable ? "" : "f"}${library ?? ""}`;
    this.type(type);
    if (scalar === undefined) return;
    this.text += "=";
    this.size(scalar);
  }

  private type({ shape, dtype, reading, order, strides, ...more }: TensorType): void {
    // All that is known of a tensor is in the text: what is added to its type belongs here too.
    more satisfies Record<string, never>;
    const { lead, rest, tail } = this.assumptions.resolveShape(shape);
    this.text += "(";
    for (const size of lead) this.size(size);
    if (rest !== undefined) this.row(rest);
    for (const size of tail) this.size(size);
    this.text += `)${dtype ?? "?"}`;
    if (order !== undefined) this.text += `@${order.join(".")}`;
    if (strides !== undefined) this.text += `@@${strides.join(".")}`;
    if (reading !== undefined) this.text += ` ${readingText(reading)} `;
  }

  private row(row: Row): void {
    let number = this.numbersOfRows.get(row.id);
    if (number === undefined) {
      this.numbersOfRows.set(row.id, (number = this.numbersOfRows.size));
      this.rows.set(row.id, row);
      this.text += `<${row.origin} ${row.name}>`;
    }
    this.text += `*${String(number)},`;
  }

  private size(unresolved: Dim): void {
    const size = this.assumptions.resolve(unresolved);
    if (typeof size === "number") {
      this.text += `${String(size)},`;
      return;
    }
    for (const symbol of symbolsOf(size)) {
      if (this.numbers.has(symbol.id)) continue;
      // An equality that could not be solved for one symbol is no part of the text.
      if (symbol.id < 0 || this.assumptions.isInEquation(symbol)) throw noKey;
      const number = this.numbers.size;
      this.numbers.set(symbol.id, number);
      this.symbols.set(symbol.id, symbol);
      const { origin, name, min, max } = symbol;
      this.text += `<${String(number)}:${origin} ${name} ${String(min)}..${String(max)}>`;
    }
    this.text += `${size.key.replace(/s(\d+)/g, (_, id: string) => `s${String(this.numbers.get(Number(id)))}`)},`;
  }
}
