/** Where a report may stand, and whether it is sure enough to be made. */
import type { CallRecord, Frame } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import type { ReportPlace } from "./recorder.ts";

/**
 * Whether it is sure that this call comes here. A test that is not known may lead elsewhere: inside a library's code, and inside a called
 * function, whose arguments may well decide it (a flag that goes with the shape). Such a function is run once more on open arguments.
 */
export function isCertain(it: Interpreter): boolean {
  let { doubt } = it;
  for (let f: Frame | undefined = it.frame; f !== undefined; f = f.caller) {
    const isCalled = !f.module.project || f.calledFrom !== undefined;
    if (isCalled && doubt > f.doubtBefore) {
      if (f.function !== undefined) it.recorder.doubtful.add(f.function.ir);
      return false;
    }
    doubt = f.doubtBefore;
  }
  return true;
}

/** The call and those that led to it, innermost first. A loop between them may have no turn; who hands over what breaks in one is to blame all the same. */
export function wayTo(call: CallRecord | undefined): readonly ReportPlace[] {
  const places: ReportPlace[] = [];
  for (let record = call; record !== undefined; record = record.frame.calledFrom) {
    places.push({ path: record.module.path, span: record.expression.span, node: record.expression });
  }
  return places;
}
