import { describe, expect, it } from "vitest";
import { Project } from "../../server/src/analysis/index.ts";
import { DeferredNames } from "../../server/src/interp/deferred-names.ts";
import { unknown } from "../../server/src/interp/values.ts";
import { stubs } from "../harness/program.ts";

const path = "/project/train.py";

/** The modules of the bundled models that an analysis of the text reads. */
function modulesRead(text: string): ReadonlySet<string> {
  const read = new Set<string>();
  const files = { read: () => undefined, isFile: () => false, isFolder: () => false, list: () => [] };
  const project = new Project({
    files,
    workspaceFolders: ["/project"],
    sitePackages: [],
    stubs: { find: (name, language) => (read.add(name), stubs.find(name, language)) },
  });
  project.setText(path, text);
  project.analyse(path);
  return read;
}

describe("importing a library", () => {
  it("runs the modules whose names are asked for", () => {
    const read = modulesRead("import torch.nn as nn\n\nlayer = nn.Linear(3, 4)\n");
    expect(read).toContain("torch.nn.modules.linear");
    for (const other of ["torch.nn.modules.rnn", "torch.fft", "torch.distributions"]) expect(read).not.toContain(other);
  });

  it("runs a module when a name of it is first asked for, also inside a function", () => {
    const text = "import torch.nn as nn\n\ndef build():\n    return nn.LSTM(3, 4)\n";
    expect(modulesRead(text)).toContain("torch.nn.modules.rnn");
  });

  it("runs them all for a star", () => {
    expect(modulesRead("from torch.nn import *\n")).toContain("torch.nn.modules.rnn");
  });
});

describe("DeferredNames", () => {
  it("asks once", () => {
    const names = new DeferredNames();
    let asked = 0;
    names.defer("Linear", () => ((asked += 1), unknown));
    expect(names.has("Linear")).toBe(true);
    expect(asked).toBe(0);
    expect([names.get("Linear"), names.get("Linear")]).toEqual([unknown, unknown]);
    expect(asked).toBe(1);
  });

  it("is not there yet for whoever asks while it is looked for", () => {
    const names = new DeferredNames();
    names.defer("Linear", () => {
      expect(names.get("Linear")).toBeUndefined();
      return unknown;
    });
    expect(names.get("Linear")).toBe(unknown);
  });

  it("asks again where the first time was stopped", () => {
    const names = new DeferredNames();
    let isStopped = true;
    names.defer("Linear", () => {
      if (isStopped) throw new Error("stopped");
      return unknown;
    });
    expect(() => names.get("Linear")).toThrow("stopped");
    isStopped = false;
    expect(names.get("Linear")).toBe(unknown);
  });

  it("gives way to what is assigned or deleted", () => {
    const names = new DeferredNames();
    const find = (): never => {
      throw new Error("asked");
    };
    names.defer("a", find);
    names.defer("b", find);
    names.set("a", unknown);
    names.delete("b");
    expect([...names]).toEqual([["a", unknown]]);
    expect(names.size).toBe(1);
  });
});
