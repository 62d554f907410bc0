/** The page docs/coverage-pytorch.md, from what calls.mjs found: which public names are modelled, and what is known to differ. */

/** A name is modelled where a call of it gave a shape that is PyTorch's, be it with sizes that depend on values. */
const asked = { "torch.nn": 95, "torch.nn.functional": 90, torch: 85, "torch.Tensor": 85 };

export function coveragePage({ found, counts, names: { spaces, named, versions }, namesIn, options, allowed }) {
  const seen = new Map();
  for (const { call, verdict } of found)
    for (const name of namesIn(call.text)) seen.set(name, (seen.get(name) ?? new Set()).add(verdict.kind));
  const stubbed = new Set(named);
  const stateOf = (name) => {
    const kinds = seen.get(name);
    if (kinds?.has("equal")) return "proved";
    if (kinds?.has("partly")) return "partly";
    if (stubbed.has(name)) return "stubbed";
    return kinds === undefined ? "not called" : "unknown";
  };
  const rows = Object.entries(spaces).map(([space, members]) => {
    const states = members.map((name) => [name, stateOf(`${space}.${name}`)]);
    const of = (...kinds) => states.filter(([, state]) => kinds.includes(state)).map(([name]) => name);
    return {
      space,
      total: members.length,
      modelled: of("proved", "partly", "stubbed"),
      partly: of("partly"),
      missing: of("unknown", "not called"),
    };
  });
  const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
  const table = rows.map(
    ({ space, total, modelled, missing }) =>
      `| \`${space}\` | ${total} | ${modelled.length} | ${percent(modelled.length, total)} | ${asked[space] === undefined ? "–" : `${asked[space]} %`} | ${missing.length} |`,
  );
  const lists = rows
    .filter(({ missing }) => missing.length > 0)
    .map(({ space, missing }) => `- \`${space}\`: ${missing.map((name) => `\`${name}\``).join(", ")}`);
  const differences = allowed
    .split("\n")
    .filter((line) => line.includes("  # "))
    .map((line) => `- ${line.split("  # ")[1]}`);
  return `# PyTorch: what is modelled, and how that is known

Written by \`npm run conformance -- --python <environment>\` (set up by \`scripts/conformance/requirements-torch.txt\`), with PyTorch ${plain(versions.torch)},
torchvision ${plain(versions.torchvision)} and einops ${plain(versions.einops)}. Do not edit.

A name counts as modelled where a generated call of it gave the shape and dtype that PyTorch gave; a size that depends on a tensor's numbers
(\`nonzero\`, \`unique\`, a mask) stays open. \`torch\` and \`torch.Tensor\` count the names that PyTorch's own type stubs say give tensors. Names of
torchvision count where the stubs have them; \`scripts/conformance/torchvision-stubs.py\` compares every model's parameters, children and
outputs with the real ones. What is not modelled is unknown: nothing is said or reported of it.

Of Lightning, the trainer and its modules are modelled; of Hugging Face Accelerate, what prepares, gathers and launches, on one process. What is told
behind them stands in \`test/suites/programs\` (11-lightning.md, 30-accelerate.md), which \`scripts/conformance/suites.py\` runs where the library is installed.

| names of | public | modelled | | asked | not |
| --- | ---: | ---: | ---: | ---: | ---: |
${table.join("\n")}

## Generated calls

${found.length} calls, drawn with seed ${options.seed}, up to ${options.each} of each template and its near misses${Number(options.near) > 0 ? `, with up to ${options.near} more of these` : ""}, run by PyTorch on the CPU and by the interpreter.

| outcome | calls |
| --- | ---: |
| shape and dtype equal | ${counts.equal ?? 0} |
| both refuse | ${counts["both-refuse"] ?? 0} |
| equal as far as known: a size depends on a tensor's numbers | ${counts.partly ?? 0} |
| ours unknown | ${counts.unknown ?? 0} |
| PyTorch refuses an argument's type, or the number of arguments: not followed | ${counts.arguments ?? 0} |
| ours gives a shape, PyTorch refuses for one of the reasons below | ${counts.missed ?? 0} |
| shape or dtype wrong | ${counts.wrong ?? 0} |
| **reported, but PyTorch runs** | **${counts["false-alarm"] ?? 0}** |

### Refusals that are not foretold

${differences.join("\n")}

## Not modelled

${lists.join("\n")}
`;
}

const plain = (version) => version.split("+")[0];
