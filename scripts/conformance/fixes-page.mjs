/** The page that `fixes.mjs --write` writes: how many wrong programs are mended by their fixes and then run, and which are not. */

const names = { torch: "PyTorch", keras: "Keras", tfjs: "TensorFlow.js" };

function row(framework, outcomes, examples) {
  const count = (all, kind) => all.filter((each) => each.framework === framework && each.kind === kind).length;
  const own = outcomes.filter((each) => each.framework === framework);
  const cells = [
    names[framework],
    own.length,
    count(outcomes, "runs"),
    count(outcomes, "raises"),
    count(outcomes, "long"),
    count(outcomes, "part"),
    count(outcomes, "no fix"),
    count(examples, "runs"),
    count(examples, "raises"),
  ];
  return `| ${cells.join(" | ")} |`;
}

const plain = (text) => text.replace(/[<>|`]/g, "").slice(0, 140);
const shortPlace = (place) => place.replace(/^test\/(tsjs\/tfjs\/)?programs\//, "");

function listed(all, kind, words) {
  const lines = all
    .filter((each) => each.kind === kind)
    .map((each) => `- \`${plain(shortPlace(each.place))}\`: ${plain(words(each))}`);
  return lines.length === 0 ? "None." : lines.join("\n");
}

export function fixesPage(frameworks, outcomes, examples) {
  return `# The fixes, applied and executed

Written by \`npm run conformance:fixes -- --torch <python> --keras <python> --write\`. Do not edit.

The run takes every wrong program of the tests, applies its fixes to a copy (\`check --fix --unsafe\`), analyses it again, and executes what came out under the real framework. It executes
what the fixes on rule pages and in suites leave behind as well; functions of which a comment gives the shapes are called with random tensors of such shapes.

- **runs**: ours is silent about the mended program, and it runs to its end;
- **raises**: ours is silent, and it does not run: a wrong fix. The command fails on one;
- **too long**: ours is silent, and it still trains after a minute;
- **in part**: a fix mends something, and more is reported after it;
- **no fix**: nothing is offered. Most of these have several sides that could be the wrong one, and only their author knows which.

| | wrong programs | runs | raises | too long | in part | no fix | fixes on pages that run | that raise |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${frameworks.map((framework) => row(framework, outcomes, examples)).join("\n")}

## Raises

${listed([...outcomes, ...examples], "raises", ({ titles, error }) => `${titles.join(", ")}: ${error}`)}

## Too long

${listed(outcomes, "long", ({ titles }) => titles.join(", "))}

## In part

${listed(outcomes, "part", ({ titles, rules }) => `${titles.join(", ")}; left: ${rules.join(", ")}`)}

## No fix

${listed(outcomes, "no fix", ({ rules }) => (rules.length === 0 ? "nothing is reported" : rules.join(", ")))}
`;
}
