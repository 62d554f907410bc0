/** The user's settings, read from whatever a host or a test hands over. Unknown keys and wrong values fall back to the defaults: settings never stop an analysis. */

export type SeveritySetting = "error" | "warning" | "information" | "hint" | "off";
export type InlayHintSetting = "off" | "assignments" | "all";

export interface Settings {
  readonly enable: boolean;
  /** By rule name; a rule that is not named has its own level. */
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  readonly inlayHints: InlayHintSetting;
  /** Path of the Python interpreter whose packages are read; empty: look for one. */
  readonly interpreter: string;
  /** Path of the Node in which a script is probed; empty: look for one. */
  readonly node: string;
}

export const defaultSettings: Settings = {
  enable: true,
  rules: {},
  inlayHints: "assignments",
  interpreter: "",
  node: "",
};

/** Reads `{ "shapeline.rules": … }` as well as `{ "rules": … }`, the section alone. */
export function readSettings(given: unknown): Settings {
  if (!isRecord(given)) return defaultSettings;
  const value = (key: string): unknown => given[`shapeline.${key}`] ?? given[key];
  const enable = value("enable");
  const interpreter = value("python.interpreter") ?? (isRecord(given.python) ? given.python.interpreter : undefined);
  const node = value("probe.node") ?? (isRecord(given.probe) ? given.probe.node : undefined);
  return {
    enable: typeof enable === "boolean" ? enable : defaultSettings.enable,
    rules: readRules(value("rules")),
    inlayHints: oneOf(value("inlayHints"), ["off", "assignments", "all"] as const) ?? defaultSettings.inlayHints,
    interpreter: typeof interpreter === "string" ? interpreter : defaultSettings.interpreter,
    node: typeof node === "string" ? node : defaultSettings.node,
  };
}

const severities = ["error", "warning", "information", "hint", "off"] as const;

function readRules(given: unknown): Readonly<Record<string, SeveritySetting>> {
  if (!isRecord(given)) return {};
  const rules: Record<string, SeveritySetting> = {};
  for (const [name, level] of Object.entries(given)) {
    const severity = oneOf(level, severities);
    if (severity !== undefined) rules[name] = severity;
  }
  return rules;
}

function oneOf<T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
