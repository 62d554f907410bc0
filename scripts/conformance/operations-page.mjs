/** docs/operations-run.md of what operations.mjs measured. */
const columns = ["same", "both refuse", "unknown", "allowed", "passed over", "told, runs", "wrong", "not foretold"];

export function operationsPage({ version, operations, totals, options, allowed }) {
  const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);
  const row = (name, counts) =>
    `| ${name} | ${sum(counts)} | ${columns.map((column) => counts[column] ?? 0).join(" | ")} |`;
  const rows = Object.entries(operations)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, counts]) => row(`\`${name}\``, counts));
  const reasons = allowed
    .split("\n")
    .filter((line) => line.includes("  # "))
    .map((line) => `- ${line.split("  # ")[1]}`);
  return `# Thousands of calls of each operation

Written by \`npm run conformance:operations -- --python <environment> --each ${options.each} --seed ${options.seed} --write\`, with PyTorch ${version.replace(/\+.*/, "")} on the CPU. Do not edit.

The layers and functions of the stubs are written on ${Object.keys(operations).length} operations that PyTorch has too. Of each, up to ${options.each} calls are drawn near the lines of its transcripts
in \`test/ops\` and near one another: an axis made longer, dropped or added, an int moved, a flag turned, a dtype changed. Each is run by PyTorch and
by the operation.

- **same**: shape and dtype as PyTorch gives them; **both refuse**; **unknown**: ours leaves it open;
- **allowed**: PyTorch refuses what ours gives a shape to, for one of the reasons below;
- **passed over**: no kernel for such a dtype on the CPU, or arguments of which PyTorch makes something that no program means
  (sizes that do not fit where a tensor is empty, numbers that pick rows which are not there);
- **told, runs**, **wrong** and **not foretold** have to be 0: the command fails on one.

| operation | calls | ${columns.join(" | ")} |
| --- | ---: | ${columns.map(() => "---:").join(" | ")} |
${row("all", totals)}
${rows.join("\n")}

## Refusals that ours does not foretell

${reasons.join("\n")}
`;
}
