/**
 * A type as text, with what the file's own interfaces and aliases stand for in their place: all that is kept of types. Only types that speak of
 * tensors are written out; what follows from them is for the model of the library to say.
 */
import type {
  InterfaceDeclaration,
  SourceFile,
  SyntaxNode,
  TypeAliasDeclaration,
  TypeElement,
  TypeNode,
  TypeReferenceNode,
  TypeScript,
} from "../syntax.ts";

type Declaration = InterfaceDeclaration | TypeAliasDeclaration;
export type DeclaredTypes = ReadonlyMap<string, readonly Declaration[]>;

interface Writing {
  readonly syntax: TypeScript;
  readonly source: SourceFile;
  readonly declared: DeclaredTypes;
}

/** Types within types, and characters: a type that is longer is left as it is written. */
const deepest = 6;
const longest = 4000;

/** The interfaces and aliases at the top of a file that take no parameters. */
export function declaredTypes(syntax: TypeScript, source: SourceFile): DeclaredTypes {
  const found = new Map<string, Declaration[]>();
  for (const statement of source.statements) {
    if (!syntax.isInterfaceDeclaration(statement) && !syntax.isTypeAliasDeclaration(statement)) continue;
    if (statement.typeParameters !== undefined) continue;
    found.set(statement.name.text, [...(found.get(statement.name.text) ?? []), statement]);
  }
  return found;
}

export function typeText(type: TypeNode, writing: Writing): string {
  const written = type.getText(writing.source);
  const text = write(type, writing, 0);
  return text.length <= longest && /Tensor|Scalar|Variable/.test(text) ? text : written;
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

function reference(type: TypeReferenceNode, writing: Writing, depth: number): string {
  const { source, declared } = writing;
  const name = type.typeName.getText(source);
  const [first, second] = type.typeArguments ?? [];
  const within = (inner: TypeNode): string => write(inner, writing, depth + 1);
  if (first !== undefined && /^(?:Promise|PromiseLike|Awaited|Readonly|Required|Partial|NonNullable)$/.test(name))
    return within(first);
  if (first !== undefined && /^(?:Array|ReadonlyArray)$/.test(name)) return arrayOf(within(first));
  if (second !== undefined && name === "Record") return object([` *: ${within(second)}; `]);
  if (first !== undefined) return type.getText(source);
  const members = (declared.get(name) ?? []).map((declaration) => declarationText(declaration, writing, depth));
  if (members.length === 1) return members[0] ?? name;
  return members.length > 1 && members.every((each) => each.startsWith("{"))
    ? object(members.map((each) => each.slice(1, -1)))
    : type.getText(source);
}

function declarationText(declaration: Declaration, writing: Writing, depth: number): string {
  const { syntax, source, declared } = writing;
  if (syntax.isTypeAliasDeclaration(declaration)) return write(declaration.type, writing, depth + 1);
  const bases = (declaration.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression, typeArguments }) => {
      const base = typeArguments === undefined ? declared.get(expression.getText(source)) : undefined;
      return depth > deepest ? [] : (base ?? []).map((each) => declarationText(each, writing, depth + 1));
    }),
  );
  const inherited = bases.filter((each) => each.startsWith("{")).map((each) => each.slice(1, -1));
  return object([...membersOf(declaration.members, writing, depth), ...inherited]);
}

function membersOf(members: readonly TypeElement[], writing: Writing, depth: number): readonly string[] {
  const { syntax } = writing;
  return members.flatMap((member) => {
    if (syntax.isIndexSignatureDeclaration(member)) return [` *: ${write(member.type, writing, depth + 1)}; `];
    const isMethod = syntax.isMethodSignature(member);
    if ((!isMethod && !syntax.isPropertySignature(member)) || member.type === undefined) return [];
    if (!syntax.isIdentifier(member.name) && !syntax.isStringLiteral(member.name)) return [];
    return [` ${member.name.text}: ${isMethod ? "() => " : ""}${write(member.type, writing, depth + 1)}; `];
  });
}

const object = (members: readonly string[]): string => `{${members.join("")}}`;

const arrayOf = (item: string): string => (/[|&]|=>/.test(item) ? `(${item})[]` : `${item}[]`);
