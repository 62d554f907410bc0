/**
 * The choice of a device, where the machine is played: no GPU is at hand. What is shown is which is taken, by which name, and what is said of those that
 * were not; that CUDA itself works is for scripts/probe/on-a-gpu.sh to show.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, inject, test } from "vitest";

const runners = join(import.meta.dirname, "../../../server/src/probe/runners");

/** Runs `code` beside the runner of that name, as `runner`, and gives what it prints as JSON. */
function beside(python: string, name: string, code: string): unknown {
  const script = `
import importlib.util, json, sys
sys.path.insert(0, "")
spec = importlib.util.spec_from_file_location("runner", ${JSON.stringify(join(runners, `${name}.py`))})
runner = importlib.util.module_from_spec(spec)
spec.loader.exec_module(runner)
${code}`;
  const said = execFileSync(python, ["-B", "-c", script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return JSON.parse(said.trim().split("\n").at(-1) ?? "");
}

const playCuda = (works: string): string => `
import torch
torch.version.cuda = "13.2"
torch.cuda.is_available = lambda: True
torch.cuda.get_device_name = lambda index: "NVIDIA H200"
torch.cuda.get_device_capability = lambda index: (9, 0)
zeros = torch.zeros
def on_cuda(*args, device=None, **kwargs):
    ${works}
    return zeros(*args, **kwargs)
torch.zeros = on_cuda
print(json.dumps([runner.devices.choose(wanted) for wanted in ("auto", "cuda", "cpu", "meta")]))
`;

test("PyTorch: CUDA where it works, by the name that it gives", () => {
  const chosen = beside(inject("torchPython"), "torch", playCuda("assert device in ('cuda', None)"));
  expect(chosen).toMatchObject([
    ["cuda", { ran: "cuda", name: "NVIDIA H200 (compute capability 9.0)", gpu: true, software: false, tried: [] }],
    ["cuda", { ran: "cuda", gpu: true }],
    ["cpu", { ran: "cpu", gpu: false }],
    ["meta", { ran: "meta", gpu: false }],
  ]);
});

test("PyTorch: a GPU that this build cannot use is not used, and is not replaced where it was asked for", () => {
  const works = 'if device == "cuda": raise RuntimeError("no kernel image is available for execution on the device")';
  const code = playCuda(works).replace(
    /print.*\n/,
    `
try:
    runner.devices.choose("cuda")
except runner.ProbeStop as stop:
    print(json.dumps([runner.devices.choose("auto"), str(stop)]))
`,
  );
  const [[ran, line], refused] = beside(inject("torchPython"), "torch", code) as [
    [string, { tried: object[] }],
    string,
  ];
  expect(ran).toBe("cpu");
  expect(line.tried[0]).toEqual({
    device: "cuda",
    reason: "RuntimeError: no kernel image is available for execution on the device",
  });
  expect(refused).toContain("there is no device cuda: RuntimeError: no kernel image");
});

test("PyTorch: time on CUDA is measured when its work is done", () => {
  const code = `
import torch
calls = []
torch.cuda.synchronize = lambda: calls.append("synchronised")
class Channel:
    def send(self, kind, **fields): calls.append(kind)
watch = runner.watching.Watch(Channel(), runner.common.Places("/nowhere"), runner.devices.Placement("cuda", Channel()))
layer = torch.nn.Linear(2, 2)
torch.nn.modules.module.register_module_forward_pre_hook(watch.before)
torch.nn.modules.module.register_module_forward_hook(watch.after)
layer(torch.ones(1, 2))
print(json.dumps(calls))
`;
  expect(beside(inject("torchPython"), "torch", code)).toEqual(["synchronised", "synchronised", "layer"]);
});

test("Keras on TensorFlow: the GPU that TensorFlow sees, by its name; left out where the CPU is asked for", () => {
  const code = `
import keras, tensorflow as tf
hidden = []
tf.config.list_physical_devices = lambda kind: ["gpu"] if kind == "GPU" else []
tf.config.experimental.get_device_details = lambda gpu: {"device_name": "NVIDIA H200"}
tf.config.set_visible_devices = lambda devices, kind: hidden.append([devices, kind])
print(json.dumps([runner.choose_device(keras, "auto"), runner.choose_device(keras, "cpu"), hidden]))
`;
  expect(beside(inject("kerasPython"), "keras", code)).toMatchObject([
    ["tensorflow", { ran: "cuda", name: "NVIDIA H200", gpu: true, software: false }],
    ["tensorflow", { ran: "cpu", gpu: false }],
    [[[], "GPU"]],
  ]);
});
