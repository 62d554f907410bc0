// Builds dist/: the extension's client, the language server, its analysis thread and the command line, each one file, with the stubs and rule pages
// that they read. `--watch` is not offered: a build takes a second. Packaging is left to package-vsix.mjs.
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { pyrightParserOnly } from "./esbuild-pyright.mjs";
import { thirdPartyNotices } from "./notices.mjs";

const root = resolve(fileURLToPath(new URL("..", import.meta.url)));
const dist = join(root, "dist");
const source = join(root, "server/src");

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // Not the names: stacks in users' logs stay readable.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none", // all licences are in THIRD_PARTY_NOTICES.txt
  metafile: true,
  logLevel: "warning",
  define: { "import.meta.dirname": "__dirname" },
};

/** `typescript` is half of the whole size and seldom needed: it stays a file of its own, read when its first member is asked for. */
const lazyTypeScript = {
  name: "lazy-typescript",
  setup(bundle) {
    bundle.onResolve({ filter: /^typescript$/ }, () => ({ path: "typescript", namespace: "lazy" }));
    bundle.onResolve({ filter: /^\.\/typescript\.cjs$/, namespace: "lazy" }, ({ path }) => ({ path, external: true }));
    bundle.onLoad({ filter: /.*/, namespace: "lazy" }, () => ({
      contents: `
        let loaded;
        module.exports = new Proxy({}, {
          get: (_, name) => name === "__esModule" ? undefined : (loaded ??= require("./typescript.cjs"))[name],
        });`,
    }));
  },
};

async function bundlePrograms() {
  const server = { ...shared, plugins: [pyrightParserOnly, lazyTypeScript] };
  const client = { ...shared, external: ["vscode"] };
  const bundles = [
    { ...client, entryPoints: [join(root, "client/src/extension.ts")], outfile: join(dist, "client.cjs") },
    { ...server, entryPoints: [join(source, "lsp/main.ts")], outfile: join(dist, "server.cjs") },
    { ...server, entryPoints: [join(source, "lsp/analysis-worker.ts")], outfile: join(dist, "analysis-worker.cjs") },
    { ...server, entryPoints: [join(source, "cli/main.ts")], outfile: join(dist, "command-line.cjs") },
    {
      ...shared,
      entryPoints: [join(source, "cli/start.ts")],
      outfile: join(dist, "cli.cjs"),
      banner: { js: "#!/usr/bin/env node" },
    },
    {
      ...shared,
      entryPoints: [createRequire(import.meta.url).resolve("typescript")],
      outfile: join(dist, "typescript.cjs"),
      minify: true,
    },
  ];
  const built = await Promise.all(bundles.map((options) => build(options)));
  await chmod(join(dist, "cli.cjs"), 0o755);
  // See host/compile-cache.ts.
  const outputs = built.flatMap(({ metafile }) => Object.entries(metafile.outputs));
  for (const [path, { imports }] of outputs)
    if (imports.some(({ kind }) => kind === "dynamic-import"))
      throw new Error(`${path} imports something while it runs`);
  return built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

/** The models of libraries that are written in Python and JavaScript, lowered: reading them at start would cost more than all the rest. */
async function lowerStubs() {
  const outfile = join(dist, "lower-stubs.cjs");
  const contents = `export * from "./host/lower-stubs.ts"; export * from "./host/scripts.ts";`;
  const stdin = { contents, resolveDir: source, loader: "ts" };
  await build({ ...shared, plugins: [pyrightParserOnly], external: ["typescript"], stdin, outfile });
  const { lowerStubs: lower, loadScriptSupport } = createRequire(import.meta.url)(outfile);
  const scripts = await loadScriptSupport();
  lower(join(source, "models"), join(dist, "stubs"), scripts.lower);
  await rm(outfile);
}

/** The page of each rule, which a report links to. */
async function shipRulePages() {
  await mkdir(join(dist, "rules"), { recursive: true });
  const entries = await readdir(join(source, "rules"), { withFileTypes: true, recursive: true });
  for (const { name, parentPath } of entries.filter((entry) => entry.isFile() && entry.name.endsWith(".md"))) {
    await copyFile(join(parentPath, name), join(dist, "rules", basename(name)));
  }
}

/** What runs in the probe's other process, beside the user's program. */
async function shipProbeRunners() {
  const runners = join(source, "probe/runners");
  await mkdir(join(dist, "probe"), { recursive: true });
  const names = (await readdir(runners)).filter((name) => name.endsWith(".py"));
  for (const name of names) await copyFile(join(runners, name), join(dist, "probe", name));
  // The user's own TensorFlow.js comes first: ours is for a file that has none, and its WebAssembly for one without a better backend.
  const require = createRequire(import.meta.url);
  const bundles = [
    { ...shared, entryPoints: [join(runners, "tfjs/main.ts")], outfile: join(dist, "probe/tfjs.cjs") },
    {
      ...shared,
      entryPoints: [require.resolve("@tensorflow/tfjs")],
      outfile: join(dist, "probe/tfjs-library.cjs"),
      minify: true,
    },
    {
      ...shared,
      entryPoints: [require.resolve("@tensorflow/tfjs-backend-wasm")],
      outfile: join(dist, "probe/wasm.cjs"),
      minify: true,
    },
  ];
  const built = await Promise.all(bundles.map((options) => build(options)));
  const wasm = join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist");
  await mkdir(join(dist, "probe/wasm"), { recursive: true });
  for (const name of ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm", "tfjs-backend-wasm-threaded-simd.wasm"])
    await copyFile(join(wasm, name), join(dist, "probe/wasm", name));
  return built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

export async function buildAll() {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const [programs, runners] = await Promise.all([bundlePrograms(), shipProbeRunners(), lowerStubs(), shipRulePages()]);
  await writeFile(join(dist, "THIRD_PARTY_NOTICES.txt"), thirdPartyNotices(root, [...programs, ...runners]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = Date.now();
  await buildAll();
  console.log(`Built dist/ in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}
