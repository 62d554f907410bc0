/** The command line: its commands, options and help. Each command's module is loaded only when it is asked for. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { ExitCode, Host } from "./host.ts";
import type { ProbeOptions } from "./probe.ts";

interface FormatOption {
  readonly format: "pretty" | "json";
}

interface FixOptions {
  readonly fix?: boolean;
  readonly unsafe?: boolean;
}

export async function runProgram(host: Host, args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(host, (result) => (code = result));
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (fault) {
    if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : 2;
    host.error(
      `shapeline: internal fault: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`,
    );
    return 2;
  }
}

function createProgram(host: Host, finish: (code: ExitCode) => void): Command {
  const format = (): Option =>
    new Option("--format <format>", "how to print").choices(["pretty", "json"]).default("pretty");
  const program = new Command("shapeline")
    .description("Knows the shape of every tensor in model code, without running it.")
    .version(host.version)
    .exitOverride()
    .configureOutput({ writeOut: host.out, writeErr: host.error })
    .configureHelp({ sortSubcommands: false })
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing found, 1 errors or warnings, 2 bad usage, an unreadable file or an internal fault.",
    );
  program
    .command("check")
    .description("report what will crash or silently train wrong")
    .argument("<path...>", "files and folders; folders are searched, honouring .gitignore")
    .addOption(format())
    .option("--fix", "apply the safe fixes, and report what remains")
    .option("--unsafe", "with --fix: apply the others too, the preferred one of each report")
    .action(async (paths: readonly string[], options: FormatOption & FixOptions) => {
      if (options.unsafe === true && options.fix !== true) {
        host.error("error: option '--unsafe' needs '--fix'\n");
        finish(2);
        return;
      }
      const { check } = await import("./check.ts");
      const fix = options.fix !== true ? undefined : options.unsafe === true ? "all" : "safe";
      finish(await check(host, paths, { format: options.format, fix }));
    });
  program
    .command("shapes")
    .description("print the shape of every tensor in a file")
    .argument("<file>")
    .addOption(format())
    .action(async (file: string, options: FormatOption) => {
      const { shapes } = await import("./shapes.ts");
      finish(await shapes(host, file, options.format));
    });
  program
    .command("explain")
    .description("print the page of a rule")
    .argument("<rule>")
    .action(async (rule: string) => {
      const { explain } = await import("./explain.ts");
      finish(explain(host, rule));
    });
  program
    .command("explain-error")
    .description("say what an error about shapes means: a traceback from a file, or from standard input")
    .argument("[file]")
    .addOption(format())
    .action(async (file: string | undefined, options: FormatOption) => {
      const { explainPasted } = await import("./explain-error.ts");
      finish(await explainPasted(host, file, options.format));
    });
  addProbe(program, host, format, finish);
  return program;
}

function addProbe(program: Command, host: Host, format: () => Option, finish: (code: ExitCode) => void): void {
  const each = (value: string, before: readonly string[]): readonly string[] => [...before, value];
  program
    .command("probe")
    .description("run a model once, in your own Python or Node, and compare; this runs the file's code")
    .argument("<file>")
    .option("--model <name>", "a class, or a variable at the top level")
    .option("--make <expression>", "how to make the model, in the file's own names")
    .option("--input <shape>", 'such as "(2, 3, 224, 224)" or "x=(2, 16) int64"; once for each input', each, [])
    .addOption(
      new Option("--device <device>", "where to run")
        .choices(["auto", "cuda", "mps", "webgpu", "tfjs-node", "wasm", "cpu", "meta"])
        .default("auto"),
    )
    .option("--python <path>", "the interpreter, or the folder of its environment")
    .option("--node <path>", "the Node for TensorFlow.js")
    .option("--backward", "also run backward once (PyTorch)")
    .addOption(new Option("--timeout <seconds>", "stop it after that").argParser(positive).default(120))
    .addOption(new Option("--memory <MiB>", "stop it beyond that").argParser(positive))
    .addOption(format())
    .action(async (file: string, options: ProbeOptions) => {
      const { probe } = await import("./probe.ts");
      finish(await probe(host, file, options));
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("not a positive number");
  return value;
}
