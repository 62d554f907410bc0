/** Refactorings over the protocol, with the real analysis: the files that use the one with the cursor are found and changed too. */
import { expect, test } from "vitest";
import type { CodeAction, WorkspaceEdit } from "vscode-languageserver/node";
import { createEngine } from "../../server/src/lsp/engine.ts";
import { scripts, stubs } from "../harness/program.ts";
import { analyseDirectly, range, startClient } from "./harness.ts";
import { filesOf } from "./memory-files.ts";

const model = `import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 1)

    def forward(self, x):
        return self.fc(x)
`;
const training = `import torch
from torch import nn
from model import Net

net = Net()
x, y = torch.randn(4, 8), torch.randint(0, 2, (4,))
loss = nn.BCEWithLogitsLoss()(net(x), y.float().unsqueeze(1))
`;

test("the network is open, the training is only on disk", async () => {
  const disk = { "/work/model.py": model, "/work/train.py": training, "/work/other.py": "import json\n" };
  const engine = createEngine(filesOf(disk), stubs, () => scripts);
  const client = await startClient({ analysis: analyseDirectly(engine), disk, folders: ["/work"] });
  const uri = "file:///work/model.py";
  await client.open(uri, model);
  const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: range(7, 20, 7, 20),
    context: { diagnostics: [], only: ["refactor"] },
  });
  const action = actions.find(({ title }) => title === "Convert to a softmax head over 2 classes");
  expect(action?.kind).toBe("refactor.rewrite");
  const changes = action?.edit?.changes ?? {};
  expect(Object.keys(changes).sort()).toEqual([uri, "file:///work/train.py"]);
  expect(changes[uri]).toEqual([{ range: range(7, 31, 7, 32), newText: "2" }]);
  expect(changes["file:///work/train.py"]?.map(({ newText }) => newText)).toContain("nn.CrossEntropyLoss");
  await client.end();
});

test("the number of classes is asked of the person, where the client can", async () => {
  const disk = { "/work/model.py": model, "/work/train.py": training };
  const engine = createEngine(filesOf(disk), stubs, () => scripts);
  const client = await startClient({
    analysis: analyseDirectly(engine),
    disk,
    folders: ["/work"],
    initializationOptions: { asksForClasses: true },
  });
  const uri = "file:///work/model.py";
  await client.open(uri, model);
  const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: range(7, 20, 7, 20),
    context: { diagnostics: [], only: ["refactor"] },
  });
  const action = actions.find(({ title }) => title === "Convert to a softmax head over N classes…");
  expect(action?.command?.command).toBe("shapeline.refactorForClasses");
  const [asked] = (action?.command?.arguments ?? []) as readonly object[];
  const edit = await client.request<WorkspaceEdit>("shapeline/refactorForClasses", { ...asked, classes: "7" });
  expect(edit.changes?.[uri]).toEqual([{ range: range(7, 31, 7, 32), newText: "7" }]);
  expect(Object.keys(edit.changes ?? {}).sort()).toEqual([uri, "file:///work/train.py"]);
  expect(await client.request("shapeline/refactorForClasses", { ...asked, classes: "1)" })).toBeNull();
  await client.end();
});
