/** How an expression's text must be written to stand in another place. Looks at brackets and operators only; parsing is left to the languages. */

const operators = /[-+*/%@<>=&|^~!,:?;\s]/;

/** True for names, literals, calls, subscripts and whatever stands in brackets: what binds tighter than any operator. */
export function isAtomic(text: string): boolean {
  let depth = 0;
  let quote: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (quote !== undefined) {
      if (char === "\\") i++;
      else if (char === quote) quote = undefined;
    } else if (char === '"' || char === "'" || char === "`") quote = char;
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (depth === 0 && operators.test(char)) return false;
  }
  return depth === 0 && quote === undefined;
}

/** The text in brackets, if it needs them to be an operand. */
export const asOperand = (text: string): string => (isAtomic(text) ? text : `(${text})`);
