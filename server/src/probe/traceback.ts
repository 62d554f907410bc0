/**
 * Reads a pasted error: which framework, which kind and message, which places of which files. Python's tracebacks, with or without the frames of IPython,
 * and the stacks of Node and of browsers. Pure; knows no file but by its name.
 */

export interface TracedFrame {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
  /** The line of code, where the traceback shows it. */
  readonly code?: string;
}

export interface PastedError {
  readonly type?: string;
  readonly message: string;
  /** Outermost first. */
  readonly frames: readonly TracedFrame[];
}

const PYTHON_FRAME = /^\s*File "([^"]+)", line (\d+)(?:, in .*)?$/;
const NOTEBOOK_FRAME = /^(?:File )?(.+?\.py|Cell In\[\d+\])(?::(\d+)|, line (\d+))(?:, in .*)?$/;
const NODE_FRAME = /^\s*at (?:.*?\()?(?:file:\/\/)?([^()\s]+?):(\d+):(\d+)\)?$/;
const BROWSER_FRAME = /^\s*[^@\s]*@(?:file:\/\/)?(\S+?):(\d+):(\d+)$/;
const LAST_LINE =
  /^(?:Uncaught (?:\(in promise\) )?)?((?:[A-Za-z_][\w.]*\.)?[A-Z]\w*(?:Error|Exception|Interrupt|Warning|Stop)|Error): ?(.*)$/;

export function readError(pasted: string): PastedError | undefined {
  const lines = inLines(pasted.replace(/\u001b\[[\d;]*m/g, ""));
  const frames = framesIn(lines);
  const at = lines.findLastIndex((line) => LAST_LINE.test(line.trim()));
  const [, type, first = ""] = LAST_LINE.exec((lines[at] ?? "").trim()) ?? [];
  if (type === undefined) {
    const message = lines.map((line) => line.trim()).find((line) => line !== "");
    return message === undefined ? undefined : { message, frames };
  }
  const rest = lines.slice(at + 1).filter((line) => !isFrame(line));
  return { type, message: withoutFrame([first, ...rest].join("\n")), frames };
}

/** What Keras and TensorFlow put around what they have to say: the layer and its arguments, the node of a graph. */
function withoutFrame(message: string): string {
  return message
    .trim()
    .replace(/^Exception encountered when calling [^\n]*?\.\s+([^]*?)\s+Arguments received by [^]*$/, "$1")
    .replace(/\{\{function_node [^}]*\}\}\s*/g, "")
    .replace(/\s*\[Op:\w+\](?: name:\s*\S*)?$/, "")
    .trim();
}

/** A field of one line has taken the line breaks away: they stood before each frame and before the kind of the error. */
function inLines(text: string): readonly string[] {
  const lines = text.trim().split(/\r\n|\r|\n/);
  if (lines.length > 1) return text.split(/\r\n|\r|\n/);
  return text
    .replace(/\s*(?=\bFile "[^"]+", line \d+)/g, "\n")
    .replace(/(?<=File "[^"]+", line \d+, in (?:<\w+>|\w+))/g, "\n")
    .replace(/\s+(?=at (?:[\w.<> ]+ \()?(?:file:\/\/)?[^()\s]+:\d+:\d+)/g, "\n")
    .replace(/(?<![\w.])\s*(?=(?:[a-z_][\w.]*\.)?[A-Z]\w*(?:Error|Exception): )/g, "\n")
    .split("\n");
}

function isFrame(line: string): boolean {
  return [PYTHON_FRAME, NODE_FRAME, BROWSER_FRAME].some((pattern) => pattern.test(line));
}

function framesIn(lines: readonly string[]): readonly TracedFrame[] {
  const inner: TracedFrame[] = [];
  const python: TracedFrame[] = [];
  lines.forEach((line, index) => {
    const node = NODE_FRAME.exec(line) ?? BROWSER_FRAME.exec(line);
    if (node !== null) {
      const [, path = "", row, column] = node;
      inner.push({ path, line: Number(row), column: Number(column) });
      return;
    }
    const frame = PYTHON_FRAME.exec(line) ?? NOTEBOOK_FRAME.exec(line.trim());
    if (frame === null) return;
    const [, path = "", row, other] = frame;
    const code = lines[index + 1]?.trim();
    const shown = code === undefined || code === "" || PYTHON_FRAME.test(lines[index + 1] ?? "") ? {} : { code };
    python.push({ path, line: Number(row ?? other), ...shown });
  });
  // JavaScript tells the innermost call first.
  return [...python, ...inner.reverse()];
}

/** The innermost place that is not a package's or the runtime's own. */
export function ownFrame(frames: readonly TracedFrame[]): TracedFrame | undefined {
  return frames.findLast(
    ({ path }) => !/site-packages|dist-packages|node_modules|^node:|[\\/]lib[\\/]python\d|^<|^https?:/.test(path),
  );
}
