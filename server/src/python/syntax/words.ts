/** What the layout repair asks of words: which can follow which inside brackets, which begin a statement, and which are prose. */
import { afterWord, isClosing, isQuote, isWordPart } from "./lexis.ts";

const end = "(?![\\w\\u0080-\\uffff])";

const infixWords = ["and", "or", "not", "in", "is", "if", "else", "for", "async", "as", "from", "import"];

/** After these an operand must come. */
const operators: ReadonlySet<string> = new Set([...infixWords, "lambda", "await", "yield"]);

/** These may follow an operand. */
const infix: ReadonlySet<string> = new Set(infixWords);

const prefixedLiteral = /[A-Za-z]{1,2}["']/y;

/**
 * True when the token that ends at `before` and the one that begins at `after`, with nothing but blanks and comments between, are
 * both operands: never valid inside brackets, but for two string literals.
 */
export function standSideBySide(text: string, before: number, after: number): boolean {
  const last = text.charCodeAt(before - 1);
  if (!isWordPart(last) && !isClosing(last) && !isQuote(last)) return false;
  const next = text.charCodeAt(after);
  prefixedLiteral.lastIndex = after;
  const isLiteral = isQuote(next) || prefixedLiteral.test(text);
  if (!isLiteral && (!isWordPart(next) || infix.has(wordAt(text, after)))) return false;
  if (isQuote(last)) return !isLiteral;
  return isClosing(last) || !operators.has(wordBefore(text, before));
}

function wordAt(text: string, from: number): string {
  return text.slice(from, afterWord(text, from));
}

function wordBefore(text: string, to: number): string {
  let start = to;
  while (start > 0 && isWordPart(text.charCodeAt(start - 1))) start--;
  return text.slice(start, to);
}

const keywords =
  "def|class|return|raise|import|while|try|pass|break|continue|del|global|nonlocal|assert|with|except|finally|elif";
const statementKeyword = new RegExp(
  `(?:${keywords})${end}|async[ \\t]+(?:def|with)${end}|from[ \\t]+[.\\w]+[ \\t]+import${end}|@[A-Za-z_]`,
  "y",
);

/** True for what cannot continue an expression in brackets at the start of a line: a statement's keyword, a decorator. */
export function startsStatement(text: string, at: number): boolean {
  statementKeyword.lastIndex = at;
  return statementKeyword.test(text);
}

const placeAssignment = /[A-Za-z_]\w*(?:\.\w+|\[[^\]\n]*\])+[ \t]*=(?!=)/y;

/** An assignment to an attribute or an item, which can be no argument. (`name = …` may be one.) */
export function assignsToPlace(text: string, at: number): boolean {
  placeAssignment.lastIndex = at;
  return placeAssignment.test(text);
}

const header = new RegExp(
  `(?:async[ \\t]+)?(?:def|class|if|elif|else|for|while|with|try|except|finally|match|case)${end}`,
  "y",
);

export function isCompoundHeader(text: string, first: number): boolean {
  header.lastIndex = first;
  return header.test(text);
}

const leadingWord = /([A-Za-z]+)(?:[ \t]+[A-Za-z]|:[ \t]*(?=[\r\n]))/y;
const statementWords: ReadonlySet<string> = new Set([
  ...operators,
  ..."assert async break case class continue def del elif else except finally for global if lazy match".split(" "),
  ..."nonlocal pass print raise return try type while with".split(" "),
]);

/**
 * True when a line begins as prose does and code cannot: with two plain words side by side, or with one and a colon alone
 * (`Returns:`), where the first would have to be a keyword.
 */
export function looksLikeProse(text: string, at: number): boolean {
  leadingWord.lastIndex = at;
  const word = leadingWord.exec(text)?.[1];
  return word !== undefined && !statementWords.has(word);
}

const definition = new RegExp(`@|(?:async[ \\t]+)?(?:def|class)${end}`, "y");

/** True for the first line of a definition, be it a decorator. */
export function isDefinition(text: string, first: number): boolean {
  definition.lastIndex = first;
  return definition.test(text);
}
