/** Tests that run inside VS Code's extension host, against the extension as it is packed: what VS Code has understood of what the server said. */
import assert from "node:assert/strict";
import { commands, ConfigurationTarget, DiagnosticSeverity, extensions, languages, Range, workspace } from "vscode";
import type { CodeAction, CodeLens, Hover, InlayHint, MarkdownString, TextDocument } from "vscode";
import { openFile, openNotebook, reports, retype } from "./wait.ts";

const whole = (document: TextDocument): Range =>
  new Range(document.positionAt(0), document.positionAt(document.getText().length));

/** Mocha runs them in this order; each leaves the workspace as it found it. */
export const tests: Readonly<Record<string, () => Promise<void>>> = {
  async "the extension is the packed one, and starts with a Python file"() {
    await openFile("net.py");
    const extension = extensions.getExtension("shapeline.shapeline");
    assert.ok(extension);
    await extension.activate();
    assert.match(extension.extensionPath, /extensions/);
    const known = await commands.getCommands(true);
    for (const name of ["shapeline.restart", "shapeline.showOutput"]) assert.ok(known.includes(name), name);
  },

  async "what is right is not reported; what is wrong is, with a link and both sides"() {
    const document = await openFile("net.py");
    await hints(document, 1);
    assert.deepEqual(await reports(document.uri, 0), []);
    await retype(document, "16384", "12544");
    const [report] = await reports(document.uri, 1);
    assert.equal(report?.severity, DiagnosticSeverity.Error);
    assert.match(report?.message ?? "", /12544.*16384|16384.*12544/s);
    assert.ok(typeof report?.code === "object" && report.code.value === "feature-mismatch");
    assert.equal(report.code.target.toString(), "shapeline-rule:/feature-mismatch.md");
    const related = report.relatedInformation ?? [];
    assert.ok(
      related.some(({ location }) => document.getText(location.range).includes("12544")),
      "related: the layer",
    );
  },

  async "hover, hints and lens know the shapes"() {
    const document = await openFile("net.py");
    const x = document.positionAt(document.getText().indexOf("x.flatten(1)"));
    const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, x);
    const text = hovers.flatMap(({ contents }) => contents.map((part) => (part as MarkdownString).value)).join("\n");
    assert.match(text, /\(32, 64, 16, 16\)/);
    const labels = (await hints(document, 2)).map(({ label }) => String(label));
    assert.ok(labels.includes(": (32, 16384)"), labels.join("  "));
    const lenses = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri);
    assert.ok(lenses.some(({ command }) => command?.title.includes("(32, 3, 32, 32) → (32, 10) · 127,242 parameters")));
  },

  async "the quick fix mends the file"() {
    const document = await openFile("net.py");
    const [report] = await reports(document.uri, 1);
    assert.ok(report);
    const action = await quickFix(document, report.range, "in_features");
    assert.ok(action.edit);
    assert.ok(action.isPreferred);
    assert.ok(await workspace.applyEdit(action.edit));
    await reports(document.uri, 0);
    assert.doesNotMatch(document.getText(), /12544/);
  },

  async "safe fixes are applied on save, where the user wants it"() {
    const document = await openFile("net.py");
    const settings = workspace.getConfiguration("editor", document);
    await settings.update(
      "codeActionsOnSave",
      { "source.fixAll.shapeline": "explicit" },
      ConfigurationTarget.Workspace,
    );
    await retype(document, document.getText().includes("16384") ? "16384" : "64 * 16 * 16", "12544");
    await reports(document.uri, 1);
    await document.save();
    assert.doesNotMatch(document.getText(), /12544/);
    await reports(document.uri, 0);
    await settings.update("codeActionsOnSave", undefined, ConfigurationTarget.Workspace);
  },

  async "a rule can be switched off, and Shapeline too"() {
    const document = await openFile("net.py");
    await retype(document, "(32, 3, 32, 32)", "(32, 3, 28, 28)");
    await reports(document.uri, 1);
    const settings = workspace.getConfiguration("shapeline", document);
    await settings.update("rules", { "feature-mismatch": "off" }, ConfigurationTarget.Workspace);
    await reports(document.uri, 0);
    await settings.update("rules", { "feature-mismatch": "warning" }, ConfigurationTarget.Workspace);
    const [warning] = await reports(document.uri, 1);
    assert.equal(warning?.severity, DiagnosticSeverity.Warning);
    await settings.update("rules", undefined, ConfigurationTarget.Workspace);
    await settings.update("enable", false, ConfigurationTarget.Workspace);
    await reports(document.uri, 0);
    await settings.update("enable", undefined, ConfigurationTarget.Workspace);
    await reports(document.uri, 1);
    await commands.executeCommand("workbench.action.files.revert");
    await reports(document.uri, 0);
  },

  async "an unsaved edit of an imported file is seen"() {
    const importer = await openFile("imports.py");
    await hints(importer, 1);
    await reports(importer.uri, 0);
    const imported = await openFile("data.py");
    await retype(imported, "32, 32)", "32, 64)");
    await openFile("imports.py");
    await reports(importer.uri, 1);
    await openFile("data.py");
    await commands.executeCommand("workbench.action.files.revert");
    await openFile("imports.py");
    await reports(importer.uri, 0);
  },

  async "a notebook is one text: an edit of one cell mends another"() {
    const notebook = await openNotebook("train.ipynb");
    const [, magics, layer, call] = notebook.getCells().map(({ document }) => document);
    assert.ok(magics && layer && call);
    const [report] = await reports(call.uri, 1);
    assert.equal(report?.range.start.line, 0);
    assert.match(report?.message ?? "", /32/);
    assert.deepEqual(await reports(layer.uri, 0), []);
    assert.deepEqual(await reports(magics.uri, 0), []);
    await retype(layer, "= 32", "= 64");
    await reports(call.uri, 0);
    await retype(layer, "= 64", "= 32");
    await reports(call.uri, 1);
  },

  async "in TypeScript, reports, hovers, hints, lens and fixes stand beside what TypeScript itself says"() {
    const document = await openFile("model.ts");
    const labels = (await hints(document, 1)).map(({ label }) => String(label));
    assert.ok(labels.includes(": (5, 10)"), labels.join("  "));
    assert.deepEqual(await reports(document.uri, 0), []);
    const lenses = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri);
    assert.ok(lenses.some(({ command }) => command?.title.includes("(B, 28, 28, 1) → (B, 10)")));
    const ours = await hoverTexts(document, "scores", /\(5, 10\)/);
    assert.ok(
      ours.some((text) => text.includes("const scores")),
      "TypeScript's own hover",
    );
    await hoverTexts(document, "width", /const width: 64/);

    await retype(document, "[5, 28, 28, 1]", "[28, 28, 1]");
    const [report] = await reports(document.uri, 1);
    assert.ok(report);
    const action = await quickFix(document, report.range, "batch axis");
    assert.ok(action.edit);
    assert.ok(await workspace.applyEdit(action.edit));
    await reports(document.uri, 0);
    await retype(document, "[28, 28, 1]).expandDims(0)", "[5, 28, 28, 1])");
  },

  async "the server can be started again"() {
    const document = await openFile("net.py");
    await commands.executeCommand("shapeline.restart");
    await retype(document, "nn.Linear(16384", "nn.Linear(100");
    await reports(document.uri, 1);
    await retype(document, "nn.Linear(100", "nn.Linear(16384");
    await reports(document.uri, 0);
  },
};

/** Asks until there are that many: the first answer may come before the server is there. */
async function hints(document: TextDocument, atLeast: number): Promise<readonly InlayHint[]> {
  for (;;) {
    const found = await commands.executeCommand<InlayHint[]>(
      "vscode.executeInlayHintProvider",
      document.uri,
      whole(document),
    );
    if (found.length >= atLeast) return found;
    await new Promise((resolve) => {
      const subscription = languages.onDidChangeDiagnostics(() => {
        subscription.dispose();
        resolve(undefined);
      });
      setTimeout(resolve, 100);
    });
  }
}

/** What hovers say of the first place with that text, once one of them matches. */
async function hoverTexts(document: TextDocument, text: string, wanted: RegExp): Promise<readonly string[]> {
  const place = document.positionAt(document.getText().indexOf(text));
  for (;;) {
    const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, place);
    const texts = hovers.flatMap(({ contents }) => contents.map((part) => (part as MarkdownString).value));
    if (texts.some((each) => wanted.test(each)) && texts.some((each) => /const \w+/.test(each))) return texts;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Asks until a fix has that title: VS Code drops an answer where the text or its settings have just changed. */
async function quickFix(document: TextDocument, range: Range, wanted: string): Promise<CodeAction> {
  for (;;) {
    const actions = await commands.executeCommand<CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      "quickfix",
    );
    const found = actions.find(({ title }) => title.includes(wanted));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
