/** The Python runtime: what Python means by truth, operators, attributes, items, iteration and classes, as one `Language` record. */
import type { Language } from "../../interp/language.ts";
import { exceptionMatches } from "./attempts.ts";
import { getAttribute } from "./attributes.ts";
import { builtins } from "./builtins.ts";
import { classDefined, decorateUnknown } from "./class-definition.ts";
import { objectClass } from "./classes.ts";
import { compare } from "./compare.ts";
import { callInstance, construct, enterContext, leaveContext } from "./construct.ts";
import { updateDict } from "./dicts.ts";
import { formatValue } from "./format-spec.ts";
import { deleteItem, getItem, setItem } from "./items.ts";
import { iterate, unpack } from "./iterate.ts";
import { namedTuple } from "./named-tuples.ts";
import { augmented, binary, unary } from "./operators.ts";
import { deleteAttribute, setAttribute } from "./set-attributes.ts";
import { askTruth, truth } from "./truth.ts";

export const pythonLanguage: Language = {
  name: "python",
  builtins,
  truth,
  askTruth,
  unary,
  binary,
  augmented,
  compare,
  getAttribute,
  setAttribute,
  deleteAttribute,
  getItem,
  setItem,
  deleteItem,
  iterate,
  unpack,
  construct,
  callInstance,
  enterContext,
  leaveContext,
  text: (machine, value, spec = "") => formatValue(machine, value, spec),
  rootClass: objectClass,
  spreadInto: (machine, target, source) => {
    if (target.kind === "dict") updateDict(machine, target, source);
  },
  classDefined,
  decorateUnknown,
  exceptionMatches,
  namedTuple,
};

export { nativeModules } from "./modules/index.ts";
export { shapeOfSize } from "./tensor-size.ts";
