/**
 * A probe's result as both hosts show it: plain data in words, for a table, for JSON and for the editor. Pure: from the facts, the plan and the trace.
 * The device line says what ran and never more.
 */
import type { Span } from "../base/span.ts";
import type { FileFacts } from "../facts/index.ts";
import { printShape, shapeFrom } from "../shape/index.ts";
import { compareTrace, siteKey } from "./compare.ts";
import type { Agreement, SiteComparison } from "./compare.ts";
import { notesOf } from "./notes.ts";
import type { Note } from "./notes.ts";
import type { Plan } from "./plan.ts";
import { siteOfPlace } from "./sites.ts";
import type { DeviceRecord, Ending, FailureRecord, Trace, TracePlace, TraceRecord, TraceTensor } from "./trace.ts";

export interface ProbeReport {
  /** `ran`: to the end; `broke`: the model or its loss failed; `stopped`: the run was ended, what is here is what it did until then. */
  readonly outcome: "ran" | "broke" | "stopped";
  /** One sentence: what came of it. */
  readonly summary: string;
  readonly model?: string;
  /** "PyTorch 2.5.1, Python 3.11.2". */
  readonly software?: string;
  readonly device?: DeviceRecord;
  /** "Ran on CPU (Intel Xeon); no GPU: no CUDA device is visible." */
  readonly deviceLine?: string;
  readonly inputs: readonly { readonly name?: string; readonly shape: string; readonly assumed?: string }[];
  readonly outputs: readonly string[];
  readonly layers: readonly LayerRow[];
  readonly sites: readonly SiteRow[];
  readonly counts: Readonly<Record<Agreement, number>>;
  readonly failure?: Failure;
  readonly loss?: {
    readonly name: string;
    readonly inputs: readonly string[];
    readonly ok: boolean;
    /** The last of its inputs are labels that the probe made up: what the program's are is not known. */
    readonly madeUp?: boolean;
    readonly message?: string;
    readonly place?: TracePlace;
  };
  /** What training would have been given. */
  readonly data: readonly {
    readonly x: readonly string[];
    readonly y: readonly string[];
    readonly place?: TracePlace;
  }[];
  readonly notes: readonly Note[];
  /** What the user could say so that there is a run. */
  readonly open?: "make" | "input";
  readonly ending: Ending;
  /** The end of what the program printed. */
  readonly output: string;
}

export interface LayerRow {
  readonly name: string;
  readonly className: string;
  readonly depth: number;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly inferred?: string;
  readonly agreement?: Agreement;
  readonly ms?: number;
  readonly bytes?: number;
  readonly parameters?: number;
  readonly place?: TracePlace;
  /** How often it was called there, if more than once; its time is of all these calls. */
  readonly times?: number;
}

export interface SiteRow {
  /** The file, if it is another than the one that was probed. */
  readonly path?: string;
  readonly span: Span;
  readonly text: string;
  readonly agreement: Agreement;
  readonly inferred?: string;
  readonly observed: readonly string[];
  readonly times: number;
}

export interface Failure {
  readonly message: string;
  readonly place?: TracePlace;
  readonly layer?: string;
  readonly inputs: readonly string[];
}

const FRAMEWORKS: Readonly<Record<string, string>> = { torch: "PyTorch", keras: "Keras", tfjs: "TensorFlow.js" };

export function reportOf(facts: FileFacts, plan: Plan, trace: Trace): ProbeReport {
  const { records, ending, output } = trace;
  const { sites, counts } = compareTrace(facts, trace, plan.comparable);
  const find = <Kind extends TraceRecord["kind"]>(kind: Kind): Extract<TraceRecord, { kind: Kind }> | undefined =>
    records.find((record): record is Extract<TraceRecord, { kind: Kind }> => record.kind === kind);
  const start = find("start");
  const device = find("device");
  const model = find("model");
  const loss = find("loss");
  const failure = failureOf(find("error"), records);
  const broke = failure !== undefined || loss?.ok === false;
  const thrown = records.find(isThrown);
  const ended = ending.kind === "finished" && (broke || (find("output") !== undefined && thrown === undefined));
  const outcome = !ended ? "stopped" : broke ? "broke" : "ran";
  const guess = failure?.layer === undefined ? [] : guessedInputs(plan, model);
  const summary = `${summaryOf(ending, failure, guess, loss, counts, records)}${broke ? "" : ownFault(records)}`;
  const name = model === undefined ? plan.model : model.name === "" ? model.className : model.name;
  return {
    outcome,
    summary: thrown === undefined || broke ? summary : thrownText(thrown, summary),
    ...(name === undefined ? {} : { model: name }),
    ...(start === undefined
      ? {}
      : { software: `${FRAMEWORKS[start.framework] ?? start.framework} ${start.version}, ${start.runtime}` }),
    ...(device === undefined ? {} : { device, deviceLine: describeDevice(device) }),
    inputs: (model?.inputs ?? []).map((input) => ({
      ...(input.name === undefined ? {} : { name: input.name }),
      shape: describeTensor(input),
      ...(input.assumed === undefined ? {} : { assumed: input.assumed }),
    })),
    outputs: (find("output")?.outputs ?? []).map(describeTensor),
    layers: layerRows(facts, records, sites),
    sites: sites.map(siteRow),
    counts,
    ...(failure === undefined ? {} : { failure }),
    ...(loss === undefined
      ? {}
      : {
          loss: {
            name: loss.name,
            inputs: loss.inputs.map(describeTensor),
            ok: loss.ok,
            ...(loss.madeUp === undefined ? {} : { madeUp: true }),
            ...(loss.message === undefined ? {} : { message: loss.message }),
            ...(loss.place === undefined ? {} : { place: loss.place }),
          },
        }),
    data: records.flatMap((record) =>
      record.kind === "fit"
        ? [
            {
              x: record.x.map(describeTensor),
              y: record.y.map(describeTensor),
              ...(record.place === undefined ? {} : { place: record.place }),
            },
          ]
        : [],
    ),
    // What broke is answer enough, but for a guess.
    ...(guess.length > 0 ? { open: "input" as const } : broke ? {} : openIn(records)),
    notes: notesOf(records).filter(({ text }) => !summary.includes(text)),
    ending,
    output,
  };
}

/** Another input may be right: that a model breaks on one whose sizes, but for the batch, were assumed says little. */
function guessedInputs(
  { inputs }: Plan,
  model: Extract<TraceRecord, { kind: "model" }> | undefined,
): readonly string[] {
  const isOpen = inputs.some(({ open = [] }) => open.some((axis) => axis > 0));
  const isGuess = model?.given === "layers" || (model?.given === undefined && isOpen);
  return isGuess ? (model?.inputs ?? []).map(describeTensor) : [];
}

type Skipped = Extract<TraceRecord, { kind: "skipped" }>;

/** An error that ended the file before its end, and says nothing of shapes: what was seen until then is all there is. */
function isThrown(record: TraceRecord): record is Skipped {
  return record.kind === "skipped" && record.last && !record.stopped && !record.shapes;
}

function thrownText({ place, reason }: Skipped, before: string): string {
  const line = place === undefined ? "" : ` in line ${String(place.line)} of ${nameOf(place.path)}`;
  const [said = ""] = reason.split("\n");
  return `The program broke off${line}: ${said}. Until then: ${before.charAt(0).toLowerCase()}${before.slice(1)}`;
}

function openIn(records: readonly TraceRecord[]): Pick<ProbeReport, "open"> {
  const open = records.flatMap((record) => (record.kind === "note" ? (record.open ?? []) : [])).at(-1);
  return open === undefined ? {} : { open };
}

/** A statement of the program that fails by itself, where nothing before it was left out: so does the program. */
function ownFault(records: readonly TraceRecord[]): string {
  const first = records.find(
    (record): record is Skipped => record.kind === "skipped" && !record.last && record.cause === undefined,
  );
  if (first === undefined || first.stopped || first.outside || first.shapes || first.place === undefined) return "";
  return ` But line ${String(first.place.line)} of ${nameOf(first.place.path)} fails: ${first.reason.split("\n")[0] ?? ""}`;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** What ran, by its own name, and why nothing better did. */
export function describeDevice({ ran, name, gpu, software, tried }: DeviceRecord): string {
  if (ran === "meta") return "Shapes only (meta): no numbers were computed.";
  const what = ran === "cpu" ? `CPU (${name})` : ran === "wasm" ? `CPU (WebAssembly, ${name})` : name;
  const kind = gpu ? `GPU: ${what}` : software ? `a graphics adapter in software, no GPU: ${what}` : what;
  const skipped = tried.map(({ device, reason }) => `${device}: ${reason}`);
  return skipped.length === 0 ? `Ran on ${kind}.` : `Ran on ${kind}; not on ${skipped.join("; not on ")}.`;
}

export function describeTensor({ shape, dtype }: TraceTensor): string {
  const text = printShape(shapeFrom(shape));
  return dtype === "float32" || dtype === "" ? text : `${text} ${dtype}`;
}

/** An error at the top level that speaks of shapes counts as one of the model. */
function failureOf(error: FailureRecord | undefined, records: readonly TraceRecord[]): Failure | undefined {
  const skipped = records.find((record): record is Skipped => record.kind === "skipped" && record.shapes);
  // What broke while the file was loaded came first; the run may have met the same again, and then knows more of it.
  if (skipped !== undefined && (error === undefined || skipped.place?.line !== error.place?.line))
    return {
      message: skipped.reason,
      inputs: [],
      ...(skipped.place === undefined ? {} : { place: skipped.place }),
    };
  if (error === undefined) return undefined;
  const { message, place, layer } = error;
  return {
    message,
    ...(place === undefined ? {} : { place }),
    ...(layer === undefined
      ? {}
      : { layer: layer.name === "" ? layer.className : `${layer.name} (${layer.className})` }),
    inputs: (layer?.inputs ?? []).map(describeTensor),
  };
}

function layerRows(
  facts: FileFacts,
  records: readonly TraceRecord[],
  sites: readonly SiteComparison[],
): readonly LayerRow[] {
  const find = siteOfPlace(facts);
  const known = new Map(sites.map((site) => [siteKey(site), site]));
  // The run itself, not what the file did while it was loaded.
  const from = records.findIndex(({ kind }) => kind === "model");
  const rows = records.slice(Math.max(from, 0)).flatMap((record): LayerRow[] => {
    if (record.kind !== "layer") return [];
    const at = record.place === undefined ? undefined : find(record.place, record.creation === true);
    const site = at === undefined ? undefined : known.get(siteKey(at));
    return [
      {
        name: record.name,
        className: record.className ?? "",
        depth: record.depth ?? 0,
        inputs: record.inputs.map(describeTensor),
        outputs: record.outputs.map(describeTensor),
        ...(site?.inferred === undefined ? {} : { inferred: printShape(site.inferred) }),
        ...(site === undefined ? {} : { agreement: site.agreement }),
        ...(record.ms === undefined ? {} : { ms: record.ms }),
        ...(record.bytes === undefined ? {} : { bytes: record.bytes }),
        ...(record.parameters === undefined ? {} : { parameters: record.parameters }),
        ...(record.place === undefined ? {} : { place: record.place }),
      },
    ];
  });
  return outermostFirst(rows);
}

interface Call {
  row: LayerRow;
  within: Call[];
}

/** A layer is told when it ends, after those within it; it is shown before them. Those whose layer did not end come last: there the run broke. */
function outermostFirst(rows: readonly LayerRow[]): readonly LayerRow[] {
  const waiting: Call[][] = [];
  for (const row of rows) {
    const within = waiting.splice(row.depth + 1).flat();
    while (waiting.length <= row.depth) waiting.push([]);
    waiting[row.depth]?.push({ row, within });
  }
  const list = (calls: readonly Call[]): readonly LayerRow[] =>
    onceEach(calls).flatMap(({ row, within }) => [row, ...list(within)]);
  return waiting.flatMap(list);
}

/** A layer that is called step after step, with the same shapes, has one row. */
function onceEach(calls: readonly Call[]): readonly Call[] {
  const known = new Map<string, Call>();
  for (const { row, within } of calls) {
    const key = JSON.stringify([row.name, row.className, row.inputs, row.outputs, row.place?.line, row.place?.column]);
    const before = known.get(key);
    if (before === undefined) known.set(key, { row, within: [...within] });
    else {
      before.row = { ...before.row, times: (before.row.times ?? 1) + 1, ...together(before.row.ms, row.ms) };
      before.within.push(...within);
    }
  }
  return [...known.values()];
}

function together(before: number | undefined, ms: number | undefined): { readonly ms?: number } {
  return before === undefined || ms === undefined ? {} : { ms: before + ms };
}

function siteRow({ path, span, text, agreement, inferred, observed, times }: SiteComparison): SiteRow {
  return {
    ...(path === undefined ? {} : { path }),
    span,
    text,
    agreement,
    ...(inferred === undefined ? {} : { inferred: printShape(inferred) }),
    observed: observed.map(describeTensor),
    times,
  };
}

function summaryOf(
  ending: Ending,
  failure: Failure | undefined,
  guess: readonly string[],
  loss: { readonly ok: boolean; readonly name: string } | undefined,
  counts: Readonly<Record<Agreement, number>>,
  records: readonly TraceRecord[],
): string {
  switch (ending.kind) {
    case "not-started":
      return `The probe could not start: ${ending.reason}.`;
    case "cancelled":
      return "The probe was cancelled.";
    case "too-long":
      return `The probe was stopped after ${String(ending.seconds)} s${whereStopped(records)}.`;
    case "too-much-memory":
      return `The probe was stopped: it had ${(ending.bytes / 2 ** 30).toFixed(1)} GiB of memory.`;
    case "ended-itself":
      return `The program ended the probe itself (${ending.signal ?? `exit code ${String(ending.code ?? 0)}`}).`;
    case "finished":
      break;
  }
  const on = guess.length === 0 ? "" : ` on an input that was assumed, ${guess.join(" and ")}`;
  if (failure !== undefined && /^(?:Syntax|Indentation|Tab)Error\b/.test(failure.message))
    return `The file is no valid Python: ${failure.message.split("\n")[0] ?? ""}`;
  if (failure !== undefined) return `The model breaks${on}: ${failure.message.split("\n")[0] ?? ""}`;
  if (loss?.ok === false) return `The model runs, and ${loss.name} breaks on its output.`;
  if (!records.some(({ kind }) => kind === "output"))
    return `No model was run: ${records.filter((record) => record.kind === "note").at(-1)?.text ?? "there is none"}.`;
  if (counts.contradicted > 0)
    return `The model runs, but ${places(counts.contradicted)} not as Shapeline inferred. That is a fault of Shapeline; please report it.`;
  const known = counts.equal + counts.refined + counts.varies;
  return counts.elsewhere > 0
    ? `The model runs. It was made or fed otherwise than in the program, so inferred shapes were not judged.`
    : known === 0 && counts.new === 0
      ? "The model runs."
      : `The model runs; ${places(known)} as inferred${counts.new > 0 ? `, ${String(counts.new)} newly known` : ""}.`;
}

const places = (count: number): string => `${String(count)} ${count === 1 ? "place is" : "places are"}`;

function whereStopped(records: readonly TraceRecord[]): string {
  const place = records.find((record) => record.kind === "stopped")?.place;
  return place === undefined ? "" : `, in line ${String(place.line)} of ${nameOf(place.path)}`;
}
