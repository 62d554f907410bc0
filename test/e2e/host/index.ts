/** What VS Code calls to run the tests inside its extension host: mocha, with one line on the console for each test. */
import Mocha from "mocha";
import { tests } from "./tests.ts";

/** Before each line of ours: VS Code writes to the same console. */
const MARK = "host test: ";

/** The lines below are the report. */
class Silent extends Mocha.reporters.Base {}

export function run(): Promise<void> {
  const mocha = new Mocha({ timeout: 30_000, reporter: Silent });
  const suite = Mocha.Suite.create(mocha.suite, "in the extension host");
  for (const [title, test] of Object.entries(tests)) suite.addTest(new Mocha.Test(title, test));
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${failures} tests failed`));
    });
    runner.on("pass", ({ title, duration }) => console.log(`${MARK}✓ ${title} (${duration ?? 0} ms)`));
    runner.on("fail", ({ title }, fault: Error) => console.log(`${MARK}× ${title}\n${fault.stack ?? fault.message}`));
  });
}
