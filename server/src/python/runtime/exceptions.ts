/** The built-in exceptions and warnings: their tree as data, and how the runtime raises one. */
import type { Machine } from "../../interp/machine.ts";
import { none, str, tuple } from "../../interp/values.ts";
import type { ClassValue, InstanceValue, Value } from "../../interp/values.ts";
import { addMethods, type Method } from "./calls.ts";
import { builtinClass, objectClass } from "./classes.ts";

/** Each name with the name of its base; a base stands before what derives from it. */
const tree: readonly (readonly [name: string, base: string | undefined])[] = [
  ["BaseException", undefined],
  ["SystemExit", "BaseException"],
  ["KeyboardInterrupt", "BaseException"],
  ["GeneratorExit", "BaseException"],
  ["Exception", "BaseException"],
  ["StopIteration", "Exception"],
  ["StopAsyncIteration", "Exception"],
  ["ArithmeticError", "Exception"],
  ["FloatingPointError", "ArithmeticError"],
  ["OverflowError", "ArithmeticError"],
  ["ZeroDivisionError", "ArithmeticError"],
  ["AssertionError", "Exception"],
  ["AttributeError", "Exception"],
  ["BufferError", "Exception"],
  ["EOFError", "Exception"],
  ["ImportError", "Exception"],
  ["ModuleNotFoundError", "ImportError"],
  ["LookupError", "Exception"],
  ["IndexError", "LookupError"],
  ["KeyError", "LookupError"],
  ["MemoryError", "Exception"],
  ["NameError", "Exception"],
  ["UnboundLocalError", "NameError"],
  ["OSError", "Exception"],
  ["BlockingIOError", "OSError"],
  ["ChildProcessError", "OSError"],
  ["ConnectionError", "OSError"],
  ["BrokenPipeError", "ConnectionError"],
  ["ConnectionAbortedError", "ConnectionError"],
  ["ConnectionRefusedError", "ConnectionError"],
  ["ConnectionResetError", "ConnectionError"],
  ["FileExistsError", "OSError"],
  ["FileNotFoundError", "OSError"],
  ["InterruptedError", "OSError"],
  ["IsADirectoryError", "OSError"],
  ["NotADirectoryError", "OSError"],
  ["PermissionError", "OSError"],
  ["ProcessLookupError", "OSError"],
  ["TimeoutError", "OSError"],
  ["ReferenceError", "Exception"],
  ["RuntimeError", "Exception"],
  ["NotImplementedError", "RuntimeError"],
  ["RecursionError", "RuntimeError"],
  ["SyntaxError", "Exception"],
  ["IndentationError", "SyntaxError"],
  ["TabError", "IndentationError"],
  ["SystemError", "Exception"],
  ["TypeError", "Exception"],
  ["ValueError", "Exception"],
  ["UnicodeError", "ValueError"],
  ["UnicodeDecodeError", "UnicodeError"],
  ["UnicodeEncodeError", "UnicodeError"],
  ["UnicodeTranslateError", "UnicodeError"],
  ["BaseExceptionGroup", "BaseException"],
  ["ExceptionGroup", "Exception"],
  ["Warning", "Exception"],
  ["BytesWarning", "Warning"],
  ["DeprecationWarning", "Warning"],
  ["EncodingWarning", "Warning"],
  ["FutureWarning", "Warning"],
  ["ImportWarning", "Warning"],
  ["PendingDeprecationWarning", "Warning"],
  ["ResourceWarning", "Warning"],
  ["RuntimeWarning", "Warning"],
  ["SyntaxWarning", "Warning"],
  ["UnicodeWarning", "Warning"],
  ["UserWarning", "Warning"],
];

const storeArguments: Method = ({ machine, self, args, open }) => {
  if (self.kind === "instance" && !open) machine.heap.set(self, self.attributes, "args", tuple(args));
  return none;
};

export const exceptionClasses: ReadonlyMap<string, ClassValue> = makeExceptions();

function makeExceptions(): ReadonlyMap<string, ClassValue> {
  const classes = new Map<string, ClassValue>();
  for (const [name, base] of tree) {
    const parent = base === undefined ? undefined : classes.get(base);
    classes.set(name, builtinClass(name, [parent ?? objectClass]));
  }
  const root = classes.get("BaseException");
  if (root !== undefined)
    addMethods(root, { __init__: storeArguments, with_traceback: ({ self }) => self, add_note: () => none });
  return classes;
}

/** Another name for OSError. */
export const exceptionAliases: readonly (readonly [alias: string, name: string])[] = [
  ["IOError", "OSError"],
  ["EnvironmentError", "OSError"],
];

/** Raises a built-in exception: only where the program certainly would. */
export function raiseError(machine: Machine, name: string, message?: string): never {
  const cls = exceptionClasses.get(name);
  if (cls === undefined) return machine.raise(undefined);
  const args = tuple(message === undefined ? [] : [str(message)]);
  const exception: InstanceValue = {
    kind: "instance",
    class: cls,
    attributes: new Map<string, Value>([["args", args]]),
    escaped: false,
    born: machine.heap.stamp(),
  };
  return machine.raise(exception);
}
