/**
 * What a runner tells: one record a line, in the order of the run, so that a program that is stopped has told what it did until then. The runners'
 * other side of this is in `runners/`. What comes over the pipe is another program's: it is checked before it is believed.
 */

/** Lines and columns from 1, columns in UTF-16 units, ends exclusive. Without an end only the beginning is known; without a column, the line. */
export interface TracePlace {
  readonly path: string;
  readonly line: number;
  /** Of a notebook: the code cell, from 1, in which the line is counted, and its document. */
  readonly cell?: { readonly number: number; readonly uri: string };
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}
export interface TraceTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
}

export interface Observation {
  readonly kind: "layer" | "operation";
  /** The layer's path in the model, such as `features.0`; the operation's name. */
  readonly name: string;
  readonly className?: string;
  /** How many layers it runs within. */
  readonly depth?: number;
  readonly place?: TracePlace;
  /** The place is where the layer was made, not where it was called: a container called it. */
  readonly creation?: boolean;
  readonly inputs: readonly TraceTensor[];
  readonly outputs: readonly TraceTensor[];
  /** The value of the expression is the one tensor of `outputs`, not a tuple or a dictionary of several. */
  readonly single: boolean;
  readonly ms?: number;
  /** Of its outputs. */
  readonly bytes?: number;
  readonly parameters?: number;
}

export interface DeviceRecord {
  readonly kind: "device";
  readonly requested: string;
  readonly ran: string;
  /** As the device that ran calls itself. */
  readonly name: string;
  readonly gpu: boolean;
  /** A graphics adapter in software, which is no GPU. */
  readonly software: boolean;
  /** What would have been better, and why it did not run. */
  readonly tried: readonly { readonly device: string; readonly reason: string }[];
}

export interface FailureRecord {
  readonly kind: "error";
  readonly type: string;
  readonly message: string;
  readonly place?: TracePlace;
  /** The calls in the user's files by which the program came there. */
  readonly through?: readonly TracePlace[];
  readonly layer?: { readonly name: string; readonly className: string; readonly inputs: readonly TraceTensor[] };
}

export type TraceRecord =
  | { readonly kind: "start"; readonly framework: string; readonly version: string; readonly runtime: string }
  | DeviceRecord
  | {
      readonly kind: "model";
      readonly name: string;
      readonly className: string;
      readonly parameters?: number;
      readonly inputs: readonly (TraceTensor & { readonly name?: string; readonly assumed?: string })[];
      /** Where these come from, if not from the plan: from the program's own call, or from what the model's layers take. */
      readonly given?: "program" | "layers";
    }
  | Observation
  /** A top-level statement, or the rest of a script, that did not run to its end. `stopped`: on purpose, since training would begin; `shapes`: it says something of shapes. */
  | {
      readonly kind: "skipped";
      readonly place?: TracePlace;
      readonly through?: readonly TracePlace[];
      /** The statement of the top level, if what failed lies deeper. */
      readonly statement?: TracePlace;
      readonly reason: string;
      readonly stopped: boolean;
      readonly shapes: boolean;
      /** Nothing of the file ran after it. */
      readonly last: boolean;
      /** What failed is not the program's: a file, a package, a GPU that this machine does not have, something that the probe refuses. */
      readonly outside: boolean;
      /** The line of the first statement that was left out, if this one failed only for want of it. */
      readonly cause?: number;
    }
  /** The Python that was to run cannot import the framework. */
  | { readonly kind: "absent"; readonly framework: string; readonly python: string; readonly reason: string }
  | { readonly kind: "output"; readonly outputs: readonly TraceTensor[] }
  | {
      readonly kind: "loss";
      readonly name: string;
      readonly place?: TracePlace;
      readonly inputs: readonly TraceTensor[];
      readonly ok: boolean;
      readonly message?: string;
      /** The labels are the probe's, not the program's. */
      readonly madeUp?: true;
    }
  /** Training that was prepared and not begun: the data that it would have been given. */
  | {
      readonly kind: "fit";
      readonly place?: TracePlace;
      readonly x: readonly TraceTensor[];
      readonly y: readonly TraceTensor[];
    }
  | FailureRecord
  /** The device has no such operation without numbers (`meta`). */
  | { readonly kind: "unsupported"; readonly message: string; readonly place?: TracePlace }
  /** The program was stopped from outside while it was here. */
  | { readonly kind: "stopped"; readonly place?: TracePlace }
  /** `open`: what the user could say so that the run goes on. */
  | { readonly kind: "note"; readonly text: string; readonly open?: "make" | "input" }
  | { readonly kind: "phase"; readonly name: string }
  | { readonly kind: "done" };

/** How the process ended. */
export type Ending =
  | { readonly kind: "finished" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "too-long"; readonly seconds: number }
  | { readonly kind: "too-much-memory"; readonly bytes: number }
  | { readonly kind: "ended-itself"; readonly code?: number; readonly signal?: string }
  | { readonly kind: "not-started"; readonly reason: string };

export interface Trace {
  readonly records: readonly TraceRecord[];
  readonly ending: Ending;
  /** The end of what the user's program printed. */
  readonly output: string;
}

const SEPARATOR = "\u001e";

/** A line of the pipe; undefined if it is the user's program that speaks, or nothing that makes sense. */
export function readRecord(line: string): TraceRecord | undefined {
  if (!line.startsWith(SEPARATOR)) return undefined;
  try {
    return asRecord(JSON.parse(line.slice(1)));
  } catch {
    return undefined;
  }
}

function asRecord(given: unknown): TraceRecord | undefined {
  if (!isRecord(given)) return undefined;
  const place = asPlace(given["place"]);
  const at = place === undefined ? {} : { place };
  const ways = list(given["through"]).flatMap((each) => asPlace(each) ?? []);
  const through = ways.length === 0 ? {} : { through: ways };
  const text = (key: string): string => (typeof given[key] === "string" ? given[key] : "");
  const number = (key: string): number | undefined => (typeof given[key] === "number" ? given[key] : undefined);
  const optional = (key: string): Record<string, number> => {
    const value = number(key);
    return value === undefined ? {} : { [key]: value };
  };
  switch (given["kind"]) {
    case "start":
      return { kind: "start", framework: text("framework"), version: text("version"), runtime: text("runtime") };
    case "device":
      return {
        kind: "device",
        requested: text("requested"),
        ran: text("ran"),
        name: text("name"),
        gpu: given["gpu"] === true,
        software: given["software"] === true,
        tried: list(given["tried"]).flatMap((each) =>
          isRecord(each) ? [{ device: String(each["device"]), reason: String(each["reason"]) }] : [],
        ),
      };
    case "model":
      return asModel(given);
    case "layer":
    case "operation":
      return {
        kind: given["kind"],
        name: text("name"),
        ...at,
        ...(typeof given["className"] === "string" ? { className: given["className"] } : {}),
        inputs: tensors(given["inputs"]),
        outputs: tensors(given["outputs"]),
        single: given["single"] === true,
        ...(given["creation"] === true ? { creation: true } : {}),
        ...optional("depth"),
        ...optional("ms"),
        ...optional("bytes"),
        ...optional("parameters"),
      };
    case "skipped":
      return {
        kind: "skipped",
        ...at,
        ...through,
        ...(asPlace(given["statement"]) === undefined ? {} : { statement: asPlace(given["statement"]) as TracePlace }),
        reason: text("reason"),
        stopped: given["stopped"] === true,
        shapes: given["shapes"] === true,
        last: given["last"] === true,
        outside: given["outside"] === true,
        ...optional("cause"),
      };
    case "absent":
      return { kind: "absent", framework: text("framework"), python: text("python"), reason: text("reason") };
    case "output":
      return { kind: "output", outputs: tensors(given["outputs"]) };
    case "loss":
      return {
        kind: "loss",
        name: text("name"),
        ...at,
        inputs: tensors(given["inputs"]),
        ok: given["ok"] === true,
        ...(given["madeUp"] === true ? { madeUp: true } : {}),
        ...(typeof given["message"] === "string" ? { message: given["message"] } : {}),
      };
    case "fit":
      return { kind: "fit", ...at, x: tensors(given["x"]), y: tensors(given["y"]) };
    case "error": {
      const layer = isRecord(given["layer"]) ? given["layer"] : undefined;
      return {
        kind: "error",
        type: text("type"),
        message: text("message"),
        ...at,
        ...through,
        ...(layer === undefined
          ? {}
          : {
              layer: {
                name: String(layer["name"]),
                className: String(layer["className"]),
                inputs: tensors(layer["inputs"]),
              },
            }),
      };
    }
    case "unsupported":
      return { kind: "unsupported", message: text("message"), ...at };
    case "stopped":
      return { kind: "stopped", ...at };
    case "note":
      return {
        kind: "note",
        text: text("text"),
        ...(given["open"] === "make" || given["open"] === "input" ? { open: given["open"] } : {}),
      };
    case "phase":
      return { kind: "phase", name: text("name") };
    case "done":
      return { kind: "done" };
    default:
      return undefined;
  }
}

function asModel(given: Readonly<Record<string, unknown>>): TraceRecord {
  const text = (key: string): string => (typeof given[key] === "string" ? given[key] : "");
  return {
    kind: "model",
    name: text("name"),
    className: text("className"),
    ...(typeof given["parameters"] === "number" ? { parameters: given["parameters"] } : {}),
    ...(given["given"] === "program" || given["given"] === "layers" ? { given: given["given"] } : {}),
    inputs: list(given["inputs"]).flatMap((each) => {
      const tensor = asTensor(each);
      if (tensor === undefined || !isRecord(each)) return [];
      const { name, assumed } = each;
      return [
        {
          ...tensor,
          ...(typeof name === "string" && name !== "" ? { name } : {}),
          ...(typeof assumed === "string" ? { assumed } : {}),
        },
      ];
    }),
  };
}

function asPlace(given: unknown): TracePlace | undefined {
  if (!isRecord(given)) return undefined;
  const { path, line, column, endLine, endColumn } = given;
  if (typeof path !== "string" || typeof line !== "number") return undefined;
  return {
    path,
    line,
    ...(typeof column === "number" ? { column } : {}),
    ...(typeof endLine === "number" && typeof endColumn === "number" ? { endLine, endColumn } : {}),
  };
}

function asTensor(given: unknown): TraceTensor | undefined {
  if (!isRecord(given) || !Array.isArray(given["shape"])) return undefined;
  const shape = given["shape"].filter((size) => typeof size === "number");
  return shape.length === given["shape"].length ? { shape, dtype: String(given["dtype"]) } : undefined;
}

function tensors(given: unknown): readonly TraceTensor[] {
  return list(given).flatMap((each) => asTensor(each) ?? []);
}

function list(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? given : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
