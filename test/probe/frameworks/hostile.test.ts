/** Programs that do not mean well, in the real runner of Python: none hangs, none leaves anything running, none writes where it may not. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import type { ProbeReport } from "../../../server/src/probe/report.ts";
import { buildProber, probeText } from "../model-files.ts";
import type { BuiltProber } from "../model-files.ts";
import { processesWith } from "../processes-with.ts";

const python = inject("torchPython");
const head = "import torch\nfrom torch import nn\n";
const small = `${head}model = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))\n`;
const mark = `hostile-${String(process.pid)}`;

let prober: BuiltProber;
let folder: string;
beforeAll(async () => {
  prober = await buildProber({ SHAPELINE_TEST: mark });
  folder = mkdtempSync(join(tmpdir(), "shapeline-hostile-"));
});
afterEach(() => {
  expect(processesWith(`SHAPELINE_TEST=${mark}`)).toEqual([]);
});
afterAll(() => {
  prober.remove();
  rmSync(folder, { recursive: true, force: true });
});

const probe = (text: string, order = {}): Promise<ProbeReport> => {
  const path = join(folder, "main.py");
  writeFileSync(path, text);
  return probeText(prober, { path, text }, { python, memory: 4e9, seconds: 100, ...order });
};
/** Long enough for an import on a busy machine. */
const SHORT = 25;

describe("is stopped, and said where", () => {
  const endless: readonly (readonly [string, string, number])[] = [
    ["a loop", `${small}while True: pass\n`, 4],
    [
      "a loop in forward",
      `${head}class Net(nn.Module):\n    def forward(self, x):\n        while True: pass\nmodel = Net()\ny = model(torch.ones(2))\n`,
      5,
    ],
    [
      "a loop that catches everything",
      `${small}while True:\n    try:\n        while True: pass\n    except BaseException: pass\n`,
      6,
    ],
    ["a wait", `${small}import time\ntime.sleep(1e6)\n`, 5],
    [
      "a lock that nobody opens",
      `${small}import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n`,
      7,
    ],
    [
      "a question to the user that has no answer, over and over",
      `${small}while True:\n    try: input("go on? ")\n    except EOFError: pass\n`,
      5,
    ],
  ];
  test.each(endless)("%s", async (_, text, line) => {
    const { outcome, summary } = await probe(text, { seconds: SHORT });
    expect(outcome).toBe("stopped");
    const place = new RegExp(`stopped after ${String(SHORT)} s, in line (\\d+) of main.py`).exec(summary)?.[1];
    expect(Math.abs(Number(place) - line)).toBeLessThanOrEqual(1);
  });

  test("a program that will not hear of it is killed", async () => {
    const text = `${small}import signal\nfor each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): signal.signal(each, signal.SIG_IGN)\nwhile True: pass\n`;
    expect((await probe(text, { seconds: SHORT })).summary).toContain(`stopped after ${String(SHORT)} s`);
  });
});

describe("memory", () => {
  const large: readonly (readonly [string, string])[] = [
    ["a tensor of a hundred gigabytes", "x = torch.zeros(25_000_000_000)\n"],
    ["bytes of a hundred gigabytes", "x = bytearray(10**11)\n"],
    ["memory that grows", "kept = []\nwhile True: kept.append(bytearray(10**7))\n"],
    ["many tensors", "kept = []\nwhile True: kept.append(torch.ones(10**7))\n"],
  ];
  test.each(large)("%s is refused, and the model runs", async (_, text) => {
    expect((await probe(small + text)).summary).toMatch(/The model runs|The probe was stopped: it had \d+\.\d GiB/);
  });
});

describe("ends", () => {
  const ends: readonly (readonly [string, string, RegExp])[] = [
    ["an exit", `${small}import sys\nsys.exit(3)\n`, /The model runs/],
    ["an exit in an import", `${small}import leaves\n`, /The model runs/],
    ["an exit by force", `${small}import os\nos._exit(3)\n`, /ended the probe itself \(exit code 3\)/],
    ["an abort", `${small}import os\nos.abort()\n`, /ended the probe itself \(SIGABRT\)/],
    ["a bad address", `${small}import ctypes\nctypes.string_at(0)\n`, /ended the probe itself \(SIGSEGV\)/],
    ["too deep a recursion", `${small}def f(): return f()\nf()\n`, /The model runs/],
    ["an exception of its own", `${small}class Odd(BaseException): pass\nraise Odd\n`, /The model runs/],
    ["no syntax", "def f(:\n", /No model was run|SyntaxError/],
    [
      "a program to be run at the end",
      `${small}import atexit\natexit.register(lambda: [None for _ in iter(int, 1)])\n`,
      /The model runs/,
    ],
  ];
  test.each(ends)("%s", async (_, text, summary) => {
    writeFileSync(join(folder, "leaves.py"), "raise SystemExit(0)\n");
    expect((await probe(text)).summary).toMatch(summary);
  });
});

describe("the pipes", () => {
  const pipes: readonly (readonly [string, string, RegExp])[] = [
    ["prints without end", `${small}for i in range(200000): print("\\x1e not a record")\n`, /The model runs/],
    [
      "one line without end",
      `${small}import sys\nfor i in range(2000): sys.stdout.write("x" * 10000)\n`,
      /The model runs/,
    ],
    ["records of its own", `${small}import os\nos.write(1, b'\\x1e{"kind": "done"}\\n')\n`, /The model runs/],
    [
      "output that is closed",
      `${small}import os, sys\nos.close(1)\nos.close(2)\nsys.stdout.close()\n`,
      /The model runs/,
    ],
    ["every file closed", `${small}import os\nos.closerange(0, 256)\n`, /ended the probe itself/],
  ];
  test.each(pipes)("%s", async (_, text, summary) => {
    expect((await probe(text)).summary).toMatch(summary);
  });
});

describe("others", () => {
  test("threads that do not end are not waited for", async () => {
    const text = `${small}import threading, time\nfor _ in range(8): threading.Thread(target=lambda: time.sleep(1000)).start()\n`;
    expect((await probe(text)).outcome).toBe("ran");
  });

  test("programs are not started", async () => {
    const text = `${small}import os, subprocess, multiprocessing
os.fork()
os.system("sleep 1000 &")
subprocess.Popen(["sleep", "1000"])
multiprocessing.Process(target=print).start()
multiprocessing.get_context("spawn").Process(target=print).start()
os.execv("/bin/sleep", ["sleep", "1000"])
os.posix_spawn("/bin/sleep", ["sleep", "1000"], {})
`;
    const { outcome, notes } = await probe(text);
    expect(outcome).toBe("ran");
    expect(notes.filter(({ text: each }) => each.includes("starts no other programs"))).toHaveLength(7);
  });

  test("one that got away all the same, into a group of its own, is found", async () => {
    const text = `${small}import ctypes, time
libc = ctypes.CDLL(None)
if libc.fork() == 0:
    libc.setsid()
    if libc.fork() == 0:
        time.sleep(1000)
    time.sleep(1000)
`;
    expect((await probe(text)).outcome).toBe("ran");
  });

  test("the network is not reached", async () => {
    const text = `${small}import socket, urllib.request, http.client, asyncio
socket.create_connection(("127.0.0.1", 9))
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9))
urllib.request.urlopen("http://localhost/")
http.client.HTTPConnection("localhost").request("GET", "/")
socket.socket().bind(("127.0.0.1", 0))
torch.hub.load_state_dict_from_url("http://localhost/weights.pth", progress=False)
asyncio.run(asyncio.open_connection("127.0.0.1", 9))
`;
    const { outcome, notes } = await probe(text);
    expect(outcome).toBe("ran");
    expect(notes.filter(({ text: each }) => each.includes("has no network"))).toHaveLength(6);
  });

  test("nothing is written outside the temporary folder, and inside it is", async () => {
    const outside = join(folder, "outside");
    const text = `${small}import os, shutil, tempfile, pathlib, sqlite3
open(${JSON.stringify(`${outside}1`)}, "w")
pathlib.Path(${JSON.stringify(`${outside}2`)}).write_text("x")
os.open(${JSON.stringify(`${outside}3`)}, os.O_CREAT | os.O_WRONLY)
os.mkdir(${JSON.stringify(`${outside}4`)})
shutil.copy(__file__, ${JSON.stringify(`${outside}5`)})
os.symlink(__file__, ${JSON.stringify(`${outside}6`)})
os.rename(__file__, ${JSON.stringify(`${outside}7`)})
os.remove(__file__)
torch.save(model, ${JSON.stringify(`${outside}8`)})
open("relative.txt", "a")
with tempfile.NamedTemporaryFile("w") as file: file.write("x")
os.makedirs(os.path.join(tempfile.gettempdir(), "a", "b"))
within = "yes"
`;
    const { outcome, notes } = await probe(text);
    expect(outcome).toBe("ran");
    expect(readdirSync(folder).filter((name) => name.startsWith("outside") || name === "relative.txt")).toEqual([]);
    expect(existsSync(join(folder, "main.py"))).toBe(true);
    const refused = notes.map(({ place }) => place?.line).filter((line) => line !== undefined);
    expect(refused).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(readFileSync(join(folder, "main.py"), "utf8")).toBe(text);
  });
});

test("cancelling ends all of it", async () => {
  const cancel = new AbortController();
  setTimeout(() => cancel.abort(), 9000);
  const text = `${small}import threading\nthreading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()\nwhile True: pass\n`;
  expect((await probe(text, { cancel: cancel.signal })).summary).toBe("The probe was cancelled.");
});
