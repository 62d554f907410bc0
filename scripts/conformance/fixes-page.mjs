/**
 * The page that `fixes.mjs --write` writes: how many wrong programs are mended by their fixes and then run, and which are not; and what becomes of right programs
 * under refactorings. Each framework has a section of its own, so that one can be run without the others.
 */

const names = { torch: "PyTorch", keras: "Keras", tfjs: "TensorFlow.js" };

const plain = (text) => text.replace(/[<>|`]/g, "").slice(0, 240);
const shortPlace = (place) => place.replace(/^test\/(tsjs\/tfjs\/)?programs\//, "");

function listed(title, all, kind, words) {
  const lines = all
    .filter((each) => each.kind === kind)
    .map((each) => `- \`${plain(shortPlace(each.place))}\`: ${plain(words(each))}`);
  return lines.length === 0 ? "" : `\n### ${title}\n\n${lines.join("\n")}\n`;
}

const withError = ({ titles, error }) => `${titles.join(", ")}: ${error}`;

/** What is changed, where it is found, and what is told of each kind of outcome: a column, and a list where the changed programs are named. */
const parts = {
  wrong: {
    title: "wrong programs, mended",
    all: ({ outcomes }) => outcomes,
    columns: {
      runs: "silent, and runs",
      raises: "raises",
      long: "too long",
      part: "in part",
      "no fix": "no fix",
      needs: "not to be run",
    },
    lists: {
      raises: withError,
      long: ({ titles }) => titles.join(", "),
      part: ({ titles, rules }) => `${titles.join(", ")}; left: ${rules.join(", ")}`,
      "no fix": ({ rules, reason }) =>
        `${rules.length === 0 ? "nothing is reported" : [...new Set(rules)].join(", ")}. ${reason ?? "No reason is given"}`,
    },
  },
  pages: {
    title: "fixes on pages",
    all: ({ examples }) => examples,
    columns: {
      runs: "silent, and runs",
      raises: "raises",
      long: "too long",
      reported: "reported",
      needs: "not to be run",
    },
    lists: { raises: withError },
  },
  refactorings: {
    title: "right programs, refactored",
    all: ({ refactored }) => refactored,
    columns: {
      runs: "silent, and runs",
      raises: "raises",
      long: "too long",
      reported: "reported",
      comments: "only comments, silent",
      needs: "not to be run",
    },
    lists: {
      raises: withError,
      reported: ({ titles, rules }) => `${titles.join(", ")}; ${rules.join(", ")}`,
    },
  },
};

function section(framework, part, found) {
  const { all, columns, lists } = parts[part];
  const own = all(found).filter((each) => each.framework === framework);
  const counts = Object.keys(columns).map((kind) => own.filter((each) => each.kind === kind).length);
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const table = [
    row(["all", ...Object.values(columns)]),
    row(["---:", ...counts.map(() => "---:")]),
    row([own.length, ...counts]),
  ];
  const named = Object.entries(lists).map(([kind, words]) => listed(columns[kind], own, kind, words));
  return `${table.join("\n")}\n${named.join("")}`;
}

/** Sections of a page that was written earlier, by heading. */
const sectionsOf = (text) =>
  new Map(
    text
      .split(/^(?=## )/m)
      .slice(1)
      .map((each) => [/^## (.*)$/m.exec(each)?.[1], each.replace(/^## .*\n+/, "")]),
  );

/** The page with what was run now; of the rest it keeps what was written earlier. */
export function fixesPage(earlier, frameworks, run, found) {
  const known = sectionsOf(earlier);
  const sections = Object.entries(names).flatMap(([framework, name]) =>
    Object.entries(parts).map(([part, { title }]) => {
      const heading = `${name}: ${title}`;
      const isRun = frameworks.includes(framework) && run.includes(part);
      return `## ${heading}\n\n${isRun ? section(framework, part, found) : (known.get(heading) ?? "Not run yet.\n")}`;
    }),
  );
  return `# The fixes and refactorings, applied and executed

Written by \`npm run conformance:fixes -- --torch <python> --keras <python> --write\`, each section by a run of that framework and part (\`--parts\`). Do not edit.

The run takes every wrong program of the tests, applies its fixes to a copy (\`check --fix --unsafe\`), analyses it again, and executes what came out under the real framework. It executes
what the fixes on rule pages and in suites leave behind as well; functions of which a comment gives the shapes are called with random tensors of such shapes. And it makes each refactoring
that is offered anywhere in the right programs of the tests (a sigmoid head to softmax and back, logits instead of probabilities, another head, shapes written down), analyses and executes that.

- **silent, and runs**: ours is silent about the changed program, and it runs to its end;
- **raises**: ours is silent, and it does not run: a wrong edit. The command fails on one;
- **too long**: ours is silent, and it still trains after a minute;
- **in part**, **reported**: more is reported of the changed program;
- **no fix**: nothing is offered, and why no edit is natural; where nobody has said why, the command fails;
- **not to be run**: it needs something that is not installed or fetched, as before the edit.

${sections.map((each) => each.trimEnd()).join("\n\n")}
`;
}
