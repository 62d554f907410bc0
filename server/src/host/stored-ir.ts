/**
 * How a lowered module of a library is stored: V8's serializer keeps sets and reads quickly, and the bodies of functions stand apart, each read when
 * the function is first called. Most functions of a library never are. Nobody is shown a place in a library, so there is one for all.
 */
import { deserialize, serialize } from "node:v8";
import type { Span } from "../base/span.ts";
import type { FunctionIR, ModuleIR, Stmt } from "../interp/ir.ts";

interface Header {
  readonly ir: ModuleIR;
  /** The functions of `ir` whose bodies stand apart, in order. */
  readonly functions: readonly StoredFunction[];
  /** Where each of the bodies ends, behind the header. */
  readonly ends: readonly number[];
}

type Body = Pick<FunctionIR, "body" | "locals">;
type StoredFunction = Omit<FunctionIR, "body" | "locals">;

const lengthBytes = 4;

const nowhere: Span = { start: 0, end: 0 };

function withoutPlaces<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutPlaces) as T;
  if (typeof value !== "object" || value === null || value instanceof Set) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === "span" || name === "nameSpan" ? nowhere : withoutPlaces<unknown>(each),
    ]),
  ) as T;
}

export function storeIR(placed: ModuleIR): Buffer {
  const ir = withoutPlaces(placed);
  const functions: StoredFunction[] = [];
  const bodies: Buffer[] = [];
  const ends: number[] = [];
  const apart = ({ body, locals, ...rest }: FunctionIR): FunctionIR => {
    functions.push(rest);
    bodies.push(serialize({ body, locals } satisfies Body));
    ends.push((ends.at(-1) ?? 0) + (bodies.at(-1)?.length ?? 0));
    return rest as FunctionIR;
  };
  const inStatement = (stmt: Stmt): Stmt => {
    if (stmt.kind === "function") return { ...stmt, function: apart(stmt.function) };
    if (stmt.kind === "class") return { ...stmt, class: { ...stmt.class, body: stmt.class.body.map(inStatement) } };
    return stmt;
  };
  const outer: ModuleIR = { ...ir, body: ir.body.map(inStatement) };
  const header = serialize({ ir: outer, functions, ends } satisfies Header);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(header.length);
  return Buffer.concat([length, header, ...bodies]);
}

export function readStoredIR(bytes: Buffer): ModuleIR {
  const start = lengthBytes + bytes.readUInt32LE();
  const { ir, functions, ends } = deserialize(bytes.subarray(lengthBytes, start)) as Header;
  functions.forEach((fn, i) => {
    const body = bytes.subarray(start + (ends[i - 1] ?? 0), start + (ends[i] ?? 0));
    Object.setPrototypeOf(Object.assign(fn, { stored: body, read: undefined }), lateBody);
  });
  return ir;
}

/** Reads a function's body when it is asked for. */
const lateBody = {
  stored: undefined as Buffer | undefined,
  read: undefined as Body | undefined,
  get body(): FunctionIR["body"] {
    return readBody(this).body;
  },
  get locals(): FunctionIR["locals"] {
    return readBody(this).locals;
  },
};

function readBody(fn: { stored: Buffer | undefined; read: Body | undefined }): Body {
  if (fn.read === undefined) {
    fn.read = deserialize(fn.stored as Buffer) as Body;
    fn.stored = undefined;
  }
  return fn.read;
}
