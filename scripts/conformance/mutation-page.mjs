/** A share in words, "-" of nothing. */
export const percent = (part, whole) => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);

/** docs/mutation-run.md of the runs that mutate.mjs measured, one a seed. */
export function mutationPage(runs, { count, seed }) {
  const row = ({ programs, seed, mutants, crashes, flagged, others, falseAlarms }) =>
    `| ${programs} | ${seed} | ${mutants} | ${crashes} | ${flagged} | ${percent(flagged, crashes)} | ${falseAlarms.length} | ${percent(flagged, crashes + others)} of ${crashes + others} |`;
  const line = ({ file, error }) =>
    `- \`${file}\`: ${error.type}: ${error.message}`.replace(/[<>]/g, "").slice(0, 170).trimEnd();
  const missed = ({ seed, missed }) => `Missed with seed ${seed}:\n\n${missed.map(line).join("\n")}`;
  return `# The mutation run, and what it measured

Written by \`npm run mutate -- --python <environment> --count ${count} --seed ${seed} --write\`. Do not edit.

The run takes the correct programs of \`test/programs/right\`, changes one thing in each (a size, an axis, a layer's argument, the order of two statements, a call left out), runs
every mutant under the real PyTorch and under Shapeline, and prints

- **recall**: of the mutants that crash over a shape, a size, an axis or a dtype, how many are flagged. Crashes of Python itself (a wrong number of arguments, an attribute
  that is missing) and of the gradient are counted apart, unless they are flagged too; the last column counts them in;
- **false alarms**: mutants that run to their end and are flagged. There must be none: the command fails on one.

| programs | seed | mutants | crashes over tensors | flagged | recall | false alarms | with Python's own crashes |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${runs.map(row).join("\n")}

${runs.map(missed).join("\n\n")}
`;
}
