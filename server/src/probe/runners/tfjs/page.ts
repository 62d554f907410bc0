/**
 * What stands for a page where there is none: scripts for a browser look for their elements before, between and after they make the model. Everything that is
 * asked of `document` and `window` is there and does nothing, but that the page is loaded at once.
 */
type Listener = (event: unknown) => unknown;

const LOADED = /^(?:DOMContentLoaded|load|readystatechange)$/;
/** What a script finds in a page's global scope, and Node does not have. */
const GLOBALS = [
  "document",
  "tfvis",
  "localStorage",
  "sessionStorage",
  "alert",
  "Image",
  "HTMLElement",
  "HTMLCanvasElement",
  "HTMLImageElement",
  "HTMLVideoElement",
  "requestAnimationFrame",
  "cancelAnimationFrame",
];

/** Whether a text speaks of a page. */
export const wantsPage = (text: string): boolean => /\b(?:document|window)\s*[.[]|\btfvis\s*\./.test(text);

/** Puts the stand-ins into the global scope; `run` gets what waits for the page to be loaded. */
export function standInForPage(run: (loaded: Listener) => void): void {
  const later = (loaded: Listener): void => void setImmediate(() => run(loaded));
  for (const name of GLOBALS)
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: standIn(later), configurable: true });
  const window = standIn(later, globalThis);
  Object.defineProperty(globalThis, "window", { value: window, configurable: true });
  Object.defineProperty(globalThis, "addEventListener", { value: listen(later), configurable: true });
}

function listen(later: (loaded: Listener) => void) {
  return (event: unknown, listener: unknown): void => {
    if (typeof listener === "function" && LOADED.test(String(event))) later(listener as Listener);
  };
}

/** Has every member; each is such a thing too, can be called, made, iterated (it is empty) and written into a text. */
export function standIn(later: (loaded: Listener) => void, base: object = {}): object {
  const written = new Map<PropertyKey, unknown>();
  // A function, so that it can be called and made.
  const nothing: object = new Proxy(standIn, {
    get(_, key) {
      if (written.has(key)) return written.get(key);
      if (key in base) return Reflect.get(base, key) as unknown;
      if (key === Symbol.toPrimitive) return (hint: string) => (hint === "number" ? 0 : "");
      if (key === Symbol.iterator) return () => [][Symbol.iterator]();
      // Not to be waited for: `await` asks for this.
      if (key === "then" || typeof key === "symbol") return undefined;
      if (key === "addEventListener") return listen(later);
      if (key === "length" || key === "size") return 0;
      if (key === "readyState") return "complete";
      if (/^(?:value|textContent|innerText|innerHTML|id|className|href|src)$/.test(key)) return "";
      if (/^(?:(?:natural|client|offset|inner)?(?:width|height))$/i.test(key)) return 28;
      const member = standIn(later);
      written.set(key, member);
      return member;
    },
    set(_, key, value) {
      written.set(key, value);
      if (typeof value === "function" && key === "onload") later(value as Listener);
      return true;
    },
    has: () => true,
    apply: () => nothing,
    construct: () => nothing,
    getPrototypeOf: () => Object.prototype,
  });
  return nothing;
}
