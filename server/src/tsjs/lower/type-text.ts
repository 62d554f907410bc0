/**
 * A type as text, with what the file's own interfaces, classes and aliases stand for in their place: all that is kept of types. Only types that may
 * speak of tensors are written out; what follows from them is for the model of the library to say. A type of another file is written as its import.
 */
import type {
  ClassElement,
  SourceFile,
  SyntaxNode,
  TypeElement,
  TypeNode,
  TypeReferenceNode,
  TypeScript,
} from "../syntax.ts";
import { importText, mayHoldTensors } from "../types.ts";
import type { NamedTypes, TypeDeclaration } from "./named-types.ts";

export interface Writing {
  readonly syntax: TypeScript;
  readonly source: SourceFile;
  readonly types: NamedTypes;
  /** What the type parameters around stand for. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** How many names may still be written out: classes speak of each other in circles. */
  readonly left: { names: number };
}

/** Types within types, names and characters: a type that is longer is left as it is written. */
const deepest = 6;
export const mostNames = 60;
const longest = 4000;

export function typeText(type: TypeNode, { syntax, source, types }: Omit<Writing, "left">): string {
  const written = type.getText(source);
  const text = write(type, { syntax, source, types, left: { names: mostNames } }, 0);
  return text.length <= longest && mayHoldTensors(text) ? text : written;
}

function write(type: TypeNode, writing: Writing, depth: number): string {
  const { syntax, source } = writing;
  const within = (inner: TypeNode): string => write(inner, writing, depth + 1);
  if (depth > deepest) return type.getText(source);
  if (syntax.isParenthesizedTypeNode(type)) return within(type.type);
  if (syntax.isTypeOperatorNode(type) && type.operator === syntax.SyntaxKind.ReadonlyKeyword) return within(type.type);
  if (syntax.isTypeLiteralNode(type)) return object(membersOf(type.members, writing, depth));
  if (syntax.isArrayTypeNode(type)) return arrayOf(within(type.elementType));
  if (syntax.isTupleTypeNode(type)) return `[${type.elements.map((each) => within(itemOf(each, syntax))).join(", ")}]`;
  if (syntax.isFunctionTypeNode(type)) return `() => ${within(type.type)}`;
  if (syntax.isTypeReferenceNode(type)) return reference(type, writing, depth);
  if (syntax.isIntersectionTypeNode(type)) {
    const parts = type.types.map(within);
    return parts.every((part) => part.startsWith("{"))
      ? object(parts.map((part) => part.slice(1, -1)))
      : parts.join(" & ");
  }
  if (!syntax.isUnionTypeNode(type)) return type.getText(source);
  const parts = type.types.map(within).filter((part) => part !== "null" && part !== "undefined");
  return parts.join(" | ");
}

/** `name: Type` in a tuple is its type. */
const itemOf = (node: SyntaxNode, syntax: TypeScript): TypeNode =>
  syntax.isNamedTupleMember(node) ? node.type : (node as TypeNode);

/** Types whose members, or whose value in the end, are those of their first argument. */
const transparent = /^(?:Promise|PromiseLike|Awaited|Readonly|Required|Partial|NonNullable|Pick|Omit)$/;

function reference(type: TypeReferenceNode, writing: Writing, depth: number): string {
  const { source, types, parameters } = writing;
  const name = type.typeName.getText(source);
  const [first, second] = type.typeArguments ?? [];
  const within = (inner: TypeNode): string => write(inner, writing, depth + 1);
  if (first !== undefined && transparent.test(name)) return within(first);
  if (first !== undefined && /^(?:Array|ReadonlyArray)$/.test(name)) return arrayOf(within(first));
  if (second !== undefined && name === "Record") return object([` *: ${within(second)}; `]);
  const given = parameters?.get(name);
  if (given !== undefined) return given;
  const args = (type.typeArguments ?? []).map(within);
  const declarations = writing.left.names > 0 ? (types.declared.get(name) ?? []) : [];
  writing.left.names -= declarations.length;
  const members = declarations.map((each) => declarationText(each, args, writing, depth));
  const [only] = members;
  if (only !== undefined && members.length === 1) return only;
  if (members.length > 1 && members.every((each) => each.startsWith("{")))
    return object(members.map((each) => each.slice(1, -1)));
  return importedType(name, args, types) ?? type.getText(source);
}

/** `Name`, or `space.Name`, of another file of the program. */
function importedType(name: string, args: readonly string[], { imported }: NamedTypes): string | undefined {
  const [space = "", member] = name.split(".");
  const found = imported.get(space);
  if (found === undefined || (found.name === "*") !== (member !== undefined)) return undefined;
  return importText({ ...found, name: member ?? found.name }, args);
}

/** What a declaration stands for, given its arguments; those that are not given are their defaults. */
export function declarationText(
  declaration: TypeDeclaration,
  args: readonly string[],
  outer: Writing,
  depth: number,
): string {
  const { syntax, source, types } = outer;
  const parameters = new Map(
    (declaration.typeParameters ?? []).map(({ name, default: otherwise }, i) => [
      name.text,
      args[i] ?? (otherwise === undefined ? "unknown" : write(otherwise, outer, depth + 1)),
    ]),
  );
  const writing: Writing = { ...outer, parameters };
  if (syntax.isTypeAliasDeclaration(declaration)) return write(declaration.type, writing, depth + 1);
  const bases = (declaration.heritageClauses ?? []).flatMap((clause) =>
    clause.types.flatMap(({ expression, typeArguments }) => {
      const given = (typeArguments ?? []).map((each) => write(each, writing, depth + 1));
      const base = depth > deepest ? [] : (types.declared.get(expression.getText(source)) ?? []);
      return base.map((each) => declarationText(each, given, outer, depth + 1));
    }),
  );
  const inherited = bases.filter((each) => each.startsWith("{")).map((each) => each.slice(1, -1));
  return object([...membersOf(declaration.members, writing, depth), ...inherited]);
}

function membersOf(
  members: readonly (TypeElement | ClassElement)[],
  writing: Writing,
  depth: number,
): readonly string[] {
  const { syntax } = writing;
  return members.flatMap((member) => {
    if (syntax.isIndexSignatureDeclaration(member)) return [` *: ${write(member.type, writing, depth + 1)}; `];
    const isMethod = syntax.isMethodSignature(member) || syntax.isMethodDeclaration(member);
    const isField =
      syntax.isPropertySignature(member) || syntax.isPropertyDeclaration(member) || syntax.isGetAccessor(member);
    if ((!isMethod && !isField) || member.type === undefined || isStatic(member, syntax)) return [];
    if (!syntax.isIdentifier(member.name) && !syntax.isStringLiteral(member.name)) return [];
    return [` ${member.name.text}: ${isMethod ? "() => " : ""}${write(member.type, writing, depth + 1)}; `];
  });
}

function isStatic(member: SyntaxNode, syntax: TypeScript): boolean {
  if (!syntax.canHaveModifiers(member)) return false;
  return (syntax.getModifiers(member) ?? []).some(({ kind }) => kind === syntax.SyntaxKind.StaticKeyword);
}

const object = (members: readonly string[]): string => `{${members.join("")}}`;

const arrayOf = (item: string): string => (/[|&]|=>/.test(item) ? `(${item})[]` : `${item}[]`);
