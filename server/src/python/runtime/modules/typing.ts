/** `typing`, `abc`, `enum` and `types`: what annotations need, which is to do no harm. */
import { builtin, unknown } from "../../../interp/values.ts";
import type { BuiltinValue, Value } from "../../../interp/values.ts";
import { abstractClasses } from "../abstract-classes.ts";
import {
  builtinClass,
  builtinFunctionClass,
  bytesClass,
  dictClass,
  frozensetClass,
  functionClass,
  iteratorClass,
  listClass,
  methodClass,
  moduleClass,
  noneClass,
  notImplementedClass,
  ellipsisClass,
  objectClass,
  setClass,
  strClass,
  tupleClass,
  typeClass,
} from "../classes.ts";
import { autoClass, enumClass, flagClass, intEnumClass, intFlagClass, strEnumClass } from "../enums.ts";
import { setConstruct } from "../classes.ts";
import { newInstance } from "../lookup.ts";
import { namedTupleClass } from "../named-tuples.ts";
import { constructProperty } from "../properties.ts";

/** A decorator that leaves what it decorates. */
function identity(name: string, position = 0): BuiltinValue {
  return builtin(name, (_, { positional }) => positional[position] ?? unknown);
}

/** Classes that stand in lists of bases and say nothing about what derives from them. */
const neutralBases = [
  "Generic",
  "Protocol",
  "SupportsInt",
  "SupportsFloat",
  "SupportsIndex",
  "SupportsAbs",
  "SupportsBytes",
  "SupportsComplex",
  "SupportsRound",
].map((name) => builtinClass(name, [objectClass], "typing"));

const typedDictClass = builtinClass("TypedDict", [dictClass], "typing");

/** Other names of built-in classes. */
const aliases: readonly (readonly [string, Value])[] = [
  ["List", listClass],
  ["Dict", dictClass],
  ["DefaultDict", dictClass],
  ["OrderedDict", dictClass],
  ["Counter", dictClass],
  ["Tuple", tupleClass],
  ["Set", setClass],
  ["FrozenSet", frozensetClass],
  ["Type", typeClass],
  ["Text", strClass],
  ["ByteString", bytesClass],
  ["NamedTuple", namedTupleClass],
  ["TypedDict", typedDictClass],
];

/** Forms that mean something to a type checker only. */
const forms =
  "Any AnyStr Optional Union Literal Final ClassVar Annotated Concatenate TypeAlias TypeGuard TypeIs Never NoReturn LiteralString Self Unpack Required NotRequired ReadOnly Deque ChainMap Pattern Match IO TextIO BinaryIO ContextManager AsyncContextManager Buffer".split(
    " ",
  );

/** Decorators and functions that give back their argument. */
const identities =
  "final overload override no_type_check no_type_check_decorator runtime_checkable runtime reveal_type".split(" ");

/** A type variable, or the like: unknown, and harmless to call. */
function opaque(name: string): BuiltinValue {
  return builtin(name, () => unknown);
}

export const typingModule: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...forms.map((name) => [name, unknown] as const),
  ...abstractClasses,
  ...neutralBases.map((cls) => [cls.name, cls] as const),
  ...aliases,
  ...identities.map((name) => [name, identity(name)] as const),
  ["cast", identity("cast", 1)],
  ["assert_type", identity("assert_type")],
  ["NewType", builtin("NewType", () => identity("NewType"))],
  ["TypeVar", opaque("TypeVar")],
  ["TypeVarTuple", opaque("TypeVarTuple")],
  ["ParamSpec", opaque("ParamSpec")],
  ["TypeAliasType", opaque("TypeAliasType")],
  ["dataclass_transform", builtin("dataclass_transform", () => identity("dataclass_transform"))],
  ["get_type_hints", opaque("get_type_hints")],
  ["get_origin", opaque("get_origin")],
  ["get_args", opaque("get_args")],
  ["TYPE_CHECKING", { kind: "bool", value: false }],
]);

const abcClass = builtinClass("ABC", [objectClass], "abc");
const abcMetaClass = builtinClass("ABCMeta", [typeClass], "abc");

export const abcModule: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["ABC", abcClass],
  ["ABCMeta", abcMetaClass],
  ["abstractmethod", identity("abstractmethod")],
  ["abstractproperty", builtin("abstractproperty", (machine, args) => constructProperty(machine, objectClass, args))],
  [
    "abstractclassmethod",
    builtin("abstractclassmethod", (_, { positional: [fn] }) =>
      fn === undefined ? unknown : { kind: "descriptor", form: "classmethod", function: fn },
    ),
  ],
  [
    "abstractstaticmethod",
    builtin("abstractstaticmethod", (_, { positional: [fn] }) =>
      fn === undefined ? unknown : { kind: "descriptor", form: "staticmethod", function: fn },
    ),
  ],
]);

setConstruct(autoClass, (machine, cls) => newInstance(machine, cls));

export const enumModule: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["Enum", enumClass],
  ["IntEnum", intEnumClass],
  ["StrEnum", strEnumClass],
  ["Flag", flagClass],
  ["IntFlag", intFlagClass],
  ["EnumMeta", typeClass],
  ["EnumType", typeClass],
  ["auto", autoClass],
  ["unique", identity("unique")],
  ["member", identity("member")],
  ["nonmember", identity("nonmember")],
]);

/** `_types`, on which the bundled `types` stands. */
export const typesNatives: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["FunctionType", functionClass],
  ["LambdaType", functionClass],
  ["MethodType", methodClass],
  ["BuiltinFunctionType", builtinFunctionClass],
  ["BuiltinMethodType", builtinFunctionClass],
  ["ModuleType", moduleClass],
  ["GeneratorType", iteratorClass],
  ["NoneType", noneClass],
  ["EllipsisType", ellipsisClass],
  ["NotImplementedType", notImplementedClass],
  ["MappingProxyType", identity("MappingProxyType")],
  ["coroutine", identity("coroutine")],
]);
