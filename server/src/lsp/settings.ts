/** Settings by resource: asks a client that can be asked, once a resource; any other client has one set for all. What they mean is in `project/`. */
import type { Connection } from "vscode-languageserver/node";
import { readSettings } from "../project/settings.ts";
import type { Settings } from "../project/settings.ts";
import { SECTION } from "../protocol.ts";

export interface SettingsSource {
  of(uri: string): Promise<Settings>;
  /** Forgets what was asked; `pushed` is what a client sends that cannot be asked. */
  changed(pushed: unknown): void;
  forget(uri: string): void;
}

export function createSettingsSource(connection: Connection, canBeAsked: boolean, initial: unknown): SettingsSource {
  const asked = new Map<string, Promise<Settings>>();
  let pushedSettings = readSettings(initial);
  return {
    of(uri) {
      if (!canBeAsked) return Promise.resolve(pushedSettings);
      const known = asked.get(uri);
      if (known !== undefined) return known;
      const answer = connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION }).then(readSettings);
      asked.set(uri, answer);
      // A refusal is not kept: the next question asks again.
      answer.catch(() => asked.delete(uri));
      return answer;
    },
    changed(pushed) {
      asked.clear();
      const section = sectionOf(pushed);
      if (section !== undefined) pushedSettings = readSettings(section);
    },
    forget: (uri) => void asked.delete(uri),
  };
}

/** Clients send the whole settings with ours in a section, or our section alone is absent. */
function sectionOf(pushed: unknown): unknown {
  if (typeof pushed !== "object" || pushed === null || !(SECTION in pushed)) return undefined;
  return pushed[SECTION];
}
