/**
 * Scripts within other files: the `<script>` blocks of Vue and Svelte. All around them is blanked, so that every offset stays what it was; the blocks of
 * one file share their names, as they do in both.
 */

const component = /\.(vue|svelte)$/;
const block = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>|<!--[\s\S]*?-->/gi;

export const isComponent = (path: string): boolean => component.test(path);

export interface EmbeddedScript {
  readonly text: string;
  /** The extension that such a script would have as a file of its own. */
  readonly extension: string;
}

export function embeddedScript(text: string): EmbeddedScript {
  let result = "";
  let at = 0;
  let extension = "js";
  for (const match of text.matchAll(block)) {
    const [whole, attributes, content] = match;
    if (attributes === undefined || content === undefined || /\bsrc\s*=/.test(attributes)) continue;
    const start = match.index + whole.indexOf(">", "<script".length + attributes.length) + 1;
    result += blank(text.slice(at, start)) + content;
    at = start + content.length;
    extension = /\blang\s*=\s*["']?(tsx?|jsx)\b/.exec(attributes)?.[1] ?? extension;
  }
  return { text: result + blank(text.slice(at)), extension };
}

/** Line breaks stay where they are. */
function blank(text: string): string {
  return text.replace(/[^\n\r]/g, " ");
}
