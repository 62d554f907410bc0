// `tf.data`: a dataset is known by one sample, which its maps and batches change.
import { ops } from "shapeline";
import { toTensor } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf.data";

export class Dataset {
  constructor(sample, size = null) {
    this.sample = sample;
    this.size = size ?? ops.unknown();
  }

  map(transform) {
    return new Dataset(ops.is_unknown(this.sample) ? this.sample : transform(this.sample), this.size);
  }

  mapAsync(transform) {
    return this.map(transform);
  }

  // The last batch may be smaller, unless it is left out.
  batch(batchSize, smallLastBatch = true) {
    return new Dataset(collated(this.sample, batchSize, !smallLastBatch));
  }

  filter(predicate) {
    if (!ops.is_unknown(this.sample)) predicate(this.sample);
    return new Dataset(this.sample);
  }

  concatenate(dataset) {
    return new Dataset(ops.either([this.sample, dataset.sample]));
  }

  shuffle(bufferSize, seed, reshuffleEachIteration) {
    return this;
  }

  prefetch(bufferSize) {
    return this;
  }

  repeat(count) {
    return new Dataset(this.sample);
  }

  skip(count) {
    return new Dataset(this.sample);
  }

  take(count) {
    return new Dataset(this.sample);
  }

  // How often is not known: what `f` fills is of any length then.
  forEachAsync(f) {
    for (const sample of ops.many(this.sample)) f(sample);
  }

  toArray() {
    return [...ops.many(this.sample)];
  }

  toArrayForTest() {
    return this.toArray();
  }

  iterator() {
    return { next: () => ({ value: this.sample, done: ops.unknown() }) };
  }

  columnNames() {
    return ops.unknown();
  }
}

// Numbers and arrays become tensors; objects are put together part by part.
function collated(sample, size, exact) {
  return ops.batch(asTensors(sample), size, exact);
}

function asTensors(sample) {
  if (sample == null || ops.is_unknown(sample)) return ops.unknown();
  if (ops.is_tensor(sample)) return sample;
  if (
    typeof sample === "number" ||
    typeof sample === "boolean" ||
    typeof sample === "string" ||
    Array.isArray(sample)
  ) {
    return toTensor(sample);
  }
  const parts = {};
  for (const [name, part] of Object.entries(sample)) parts[name] = asTensors(part);
  return parts;
}

// What all samples have in common, part by part.
function common(items) {
  if (ops.is_unknown(items)) return items;
  const [first] = items;
  if (first == null || ops.is_unknown(first) || ops.is_tensor(first)) return ops.either(items);
  if (Array.isArray(first)) {
    const isEven = items.every((each) => each.length === first.length);
    return isEven ? first.map((_, i) => common(items.map((each) => each[i]))) : ops.unknown();
  }
  if (typeof first !== "object") return ops.either(items);
  const parts = {};
  for (const name of Object.keys(first)) parts[name] = common(items.map((each) => each[name]));
  return parts;
}

export function array(items) {
  return new Dataset(common(items), items.length);
}

export function generator(run) {
  const made = run();
  if (ops.is_unknown(made)) return new Dataset(made);
  // An iterator of one's own may go on for ever: its first turn stands for all.
  const isIterator = typeof made === "object" && typeof made.next === "function";
  return new Dataset(isIterator ? made.next().value : common([...made]));
}

export function func(f) {
  return new Dataset(f());
}

// A structure of datasets gives samples of that structure.
export function zip(datasets) {
  if (datasets instanceof Dataset) return datasets;
  if (Array.isArray(datasets)) return new Dataset(datasets.map((each) => each.sample));
  const sample = {};
  for (const [name, each] of Object.entries(datasets)) sample[name] = each.sample;
  return new Dataset(sample);
}

class CSVDataset extends Dataset {
  constructor(sample, names) {
    super(sample);
    this.names = names;
  }

  columnNames() {
    return this.names;
  }
}

// The columns are those that are configured, or that the file's head names if it is in the project. Labels come apart.
export function csv(source, config) {
  const configs = config?.columnConfigs ?? {};
  const head = headOf(source, config);
  const names = config?.columnNames ?? (config?.configuredColumnsOnly ? Object.keys(configs) : head.names);
  const labels = Object.keys(configs).filter((name) => configs[name].isLabel);
  const cells = (chosen) => Object.fromEntries(chosen.map((name) => [name, cellOf(head, name)]));
  const isKnown = !ops.is_unknown(names);
  const features = isKnown ? cells(names.filter((name) => !labels.includes(name))) : ops.unknown();
  return new CSVDataset(labels.length === 0 ? features : { xs: features, ys: cells(labels) }, names);
}

// How much of a file tells what its columns hold.
const glance = 4000;

function headOf(source, config) {
  const text = ops.project_text(source);
  const isReadable = !ops.is_unknown(text) && config?.hasHeader !== false && !text.slice(0, glance).includes('"');
  if (!isReadable) return { names: ops.unknown(), rows: [] };
  const lines = text.slice(0, glance).split("\n");
  const whole = text.length > glance ? lines.slice(0, -1) : lines;
  const [names, ...rows] = whole
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => line.split(config?.delimiter ?? ","));
  return { names, rows };
}

// A number, where all that can be seen of the column are numbers.
function cellOf({ names, rows }, name) {
  if (rows.length === 0 || ops.is_unknown(names) || !names.includes(name)) return ops.unknown();
  const at = names.indexOf(name);
  const isNumeric = rows.every((row) => row[at] != null && row[at] !== "" && !Number.isNaN(Number(row[at])));
  return isNumeric ? ops.item(ops.full([], ops.dtype("float32"))) : ops.unknown();
}

class DataIterator {
  constructor(sample) {
    this.sample = sample;
  }

  capture() {
    return this.sample;
  }

  next() {
    return { value: this.sample, done: false };
  }

  stop() {}
  start() {}
}

// An image in colours, of the size that was asked for.
export function webcam(element, config) {
  const height = config?.resizeHeight ?? ops.size("height");
  const width = config?.resizeWidth ?? ops.size("width");
  return new DataIterator(ops.full([height, width, 3], ops.dtype("float32")));
}

export function microphone(config) {
  return new DataIterator(ops.unknown());
}

export { CSVDataset };
