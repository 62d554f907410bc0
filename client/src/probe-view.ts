/** The result of a probe as a page beside the code: a table by layer, what was not as inferred, what broke. It says so when the code has changed since. */
import { NotebookRange, Uri, ViewColumn, window, workspace } from "vscode";
import type { Disposable, TextDocument, WebviewPanel } from "vscode";
import { noteText } from "../../server/src/probe/notes.ts";
import type { ProbeReport } from "../../server/src/probe/report.ts";

type TracePlace = NonNullable<ProbeReport["layers"][number]["place"]>;

export interface ProbeView extends Disposable {
  show(document: TextDocument, report: ProbeReport, again: () => unknown): void;
}

interface Shown {
  readonly document: TextDocument;
  readonly version: number;
  readonly report: ProbeReport;
  readonly again: () => unknown;
}

export function createProbeView(): ProbeView {
  let panel: WebviewPanel | undefined;
  let shown: Shown | undefined;
  const draw = (): void => {
    if (panel === undefined || shown === undefined) return;
    const { document, version, report } = shown;
    panel.webview.html = probePage(report, document.version !== version);
  };
  const changes = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0 && document === shown?.document) draw();
  });
  const open = (): WebviewPanel => {
    const made = window.createWebviewPanel(
      "shapeline.probe",
      "Shape Probe",
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    made.onDidDispose(() => (panel = undefined));
    made.webview.onDidReceiveMessage((message: { readonly again?: boolean; readonly place?: TracePlace }) => {
      if (message.again === true) void shown?.again();
      if (message.place !== undefined) void goTo(message.place);
    });
    return made;
  };
  return {
    show(document, report, again) {
      shown = { document, version: document.version, report, again };
      panel ??= open();
      draw();
      panel.reveal(undefined, true);
    },
    dispose() {
      changes.dispose();
      panel?.dispose();
    },
  };
}

async function goTo({ path, line, column, cell }: TracePlace): Promise<void> {
  if (cell !== undefined) return goToCell(cell.uri);
  const document = await workspace.openTextDocument(Uri.file(path));
  const start = document.validatePosition(
    document.lineAt(Math.min(line, document.lineCount) - 1).range.start.translate(0, (column ?? 1) - 1),
  );
  const { document: at } = await window.showTextDocument(document, { viewColumn: ViewColumn.One });
  if (window.activeTextEditor?.document === at) window.activeTextEditor.revealRange(at.lineAt(start.line).range);
}

async function goToCell(uri: string): Promise<void> {
  for (const notebook of workspace.notebookDocuments) {
    const cell = notebook.getCells().find(({ document }) => document.uri.toString() === uri);
    if (cell !== undefined)
      await window.showNotebookDocument(notebook, {
        viewColumn: ViewColumn.One,
        selections: [new NotebookRange(cell.index, cell.index + 1)],
      });
  }
}

/** "line 12", in a notebook "line 2 of cell 3". */
function lineOf({ line, cell }: TracePlace): string {
  return `line ${String(line)}${cell === undefined ? "" : ` of cell ${String(cell.number)}`}`;
}

const MARKS: Readonly<Record<string, string>> = {
  equal: "as inferred",
  refined: "as inferred, now in numbers",
  new: "newly known",
  contradicted: "not as inferred",
  elsewhere: "another input",
  varies: "other in other calls",
};

export function probePage(report: ProbeReport, isStale: boolean): string {
  const { summary, deviceLine, software, inputs, outputs, layers, failure, loss, notes, sites, data } = report;
  const lines = [software, deviceLine].filter((line) => line !== undefined);
  const rows = layers.map(
    (
      row,
    ) => `<tr${placeAttribute(row.place)}><td style="padding-left:${String(row.depth + 0.5)}em">${escape(row.name === "" ? "(model)" : row.name)}${row.times === undefined ? "" : ` ×${String(row.times)}`}</td>
<td>${escape(row.className)}</td><td>${escape(row.inputs.join(", "))}</td><td>${escape(row.outputs.join(", "))}</td>
<td class="${row.agreement ?? ""}">${escape(row.inferred ?? "")} ${escape(MARKS[row.agreement ?? ""] ?? "")}</td>
<td class="n">${row.ms === undefined ? "" : row.ms.toFixed(2)}</td><td class="n">${row.bytes === undefined ? "" : (row.bytes / 1024).toFixed(1)}</td><td class="n">${row.parameters === undefined ? "" : String(row.parameters)}</td></tr>`,
  );
  const doubted = sites.filter(({ agreement }) => agreement === "contradicted");
  return `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-probe'">
<style>
body { font-family: var(--vscode-font-family); color: var(--vscode-foreground); }
table { border-collapse: collapse; font-family: var(--vscode-editor-font-family); font-size: 0.95em; }
td, th { padding: 2px 10px; text-align: left; white-space: nowrap; } .n { text-align: right; }
tr[data-place] { cursor: pointer; } tr[data-place]:hover { background: var(--vscode-list-hoverBackground); }
.stale { background: var(--vscode-inputValidation-warningBackground); padding: 6px 10px; }
.contradicted, .broke { color: var(--vscode-errorForeground); } .equal, .refined { color: var(--vscode-testing-iconPassed); }
</style></head><body>
${isStale ? `<p class="stale">The code has changed since this run. <button id="again">Run again</button></p>` : ""}
<h2 class="${report.outcome}">${escape(summary)}</h2>
${lines.map((line) => `<p>${escape(line)}</p>`).join("")}
<p>${inputs.map(({ name, shape, assumed }) => `Input ${escape([name, shape].filter((text) => text !== undefined).join(" "))}${assumed === undefined ? "" : `, assumed: ${escape(assumed)}`}`).join("<br>")}</p>
${outputs.length === 0 ? "" : `<p>Output ${escape(outputs.join(", "))}</p>`}
${failure === undefined ? "" : `<p class="broke">Broke${failure.layer === undefined ? "" : ` in ${escape(failure.layer)} with input ${escape(failure.inputs.join(", "))}`}${failure.place === undefined ? "" : `, ${lineOf(failure.place)}`}: ${escape(failure.message)}</p>`}
${loss === undefined ? "" : `<p class="${loss.ok ? "" : "broke"}">Loss ${escape(loss.name)} of ${escape(loss.inputs.join(" and "))}${loss.madeUp === true ? " (made-up labels)" : ""} ${loss.ok ? "works" : `breaks: ${escape(loss.message ?? "")}`}.</p>`}
${data.map(({ x, y }) => `<p>Training data ${escape(x.join(", "))}${y.length === 0 ? "" : ` with labels ${escape(y.join(", "))}`}</p>`).join("")}
${doubted.map(({ path, text, inferred, observed }) => `<p class="contradicted">${escape(text)}${path === undefined ? "" : ` (in ${escape(path.slice(path.lastIndexOf("/") + 1))})`}: inferred ${escape(inferred ?? "?")}, was ${escape(observed.join(" and "))}</p>`).join("")}
${rows.length === 0 ? "" : `<table><tr><th>layer</th><th>class</th><th>input</th><th>output</th><th>inferred</th><th class="n">ms</th><th class="n">KiB</th><th class="n">parameters</th></tr>${rows.join("")}</table>`}
${notes.map((note) => `<p>${note.place === undefined ? "" : `${lineOf(note.place).replace("l", "L")}: `}${escape(noteText(note))}</p>`).join("")}
<script nonce="probe">
const host = acquireVsCodeApi();
document.getElementById("again")?.addEventListener("click", () => host.postMessage({ again: true }));
for (const row of document.querySelectorAll("tr[data-place]"))
  row.addEventListener("click", () => host.postMessage({ place: JSON.parse(row.dataset.place) }));
</script></body></html>`;
}

function placeAttribute(place: TracePlace | undefined): string {
  return place === undefined ? "" : ` data-place="${escape(JSON.stringify(place))}"`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
