/**
 * VS Code in a browser, used as a person uses it: by what is on the screen, the keyboard and the mouse. How VS Code's page is built is known here and
 * nowhere else.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { BrowserContext, Locator, Page } from "playwright-core";
import type { EditorFixture } from "../../scripts/setup-vscode.mjs";

const BROWSER_OPTIONS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", // the tests speak to this machine only
];

const ATTEMPTS = 5;
const PATIENCE_MS = 5_000;

export interface Browser {
  readonly page: Page;
  close(): Promise<void>;
}

export async function openBrowser(fixture: EditorFixture): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "shapeline-browser-"));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: fixture.chromium,
    headless: true,
    viewport: { width: 1280, height: 800 },
    args: BROWSER_OPTIONS,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(30_000);
  return {
    page,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export class Workbench {
  readonly page: Page;
  readonly #shots: string;

  constructor(page: Page, shots: string) {
    this.page = page;
    this.#shots = shots;
  }

  openFolder(origin: string, folder: string): Promise<void> {
    return this.openAddress(`${origin}/?folder=${encodeURIComponent(folder)}`);
  }

  async openAddress(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
  }

  async openFile(name: string): Promise<void> {
    const row = this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first();
    // A file that is written while the watcher starts is in no event.
    await this.#until(row, (again) => (again ? this.runCommand("File: Refresh Explorer") : undefined));
    await this.#until(this.page.locator(".tab.active", { hasText: name }).first(), () => row.dblclick());
  }

  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.page.locator(".quick-input-box input").fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
    await this.page.keyboard.press("Enter");
  }

  get editor(): Locator {
    return this.page.locator(".editor-instance .monaco-editor").first();
  }

  line(text: string): Locator {
    return this.editor.locator(".view-line", { hasText: text }).first();
  }

  squiggles(severity: "error" | "warning" = "error"): Locator {
    return this.page.locator(`.squiggly-${severity}`);
  }

  /** A word as the editor shows it; a number is one too. */
  word(text: string): Locator {
    return this.editor.locator(".view-line span:not(:has(span))", { hasText: text }).first();
  }

  /** Double click takes the whole word; what is typed replaces it. */
  async retype(word: string, replacement: string): Promise<void> {
    await this.word(word).dblclick();
    await this.page.keyboard.type(replacement);
    // The list of suggestions would take the next Enter.
    await this.page.keyboard.press("Escape");
  }

  /** The hover, once it says the text. */
  async hover(target: Locator, text: string): Promise<Locator> {
    const hover = this.page.locator(".monaco-hover:not(.hidden)", { hasText: text }).first();
    await this.#until(hover, async (again) => {
      // Hints that come meanwhile move the text away from under the mouse, which must move to ask anew.
      if (again) await this.page.mouse.move(0, 0);
      await target.hover({ force: true });
    });
    return hover;
  }

  /** Ctrl+. at a place, until the menu offers an action of that title; Enter takes the preferred one. */
  async openQuickFix(place: Locator, title: string): Promise<void> {
    const action = this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
    // The key may come before the click has moved the cursor, and the menu then says nothing of our place.
    await this.#until(action, async (again) => {
      if (again) await this.page.keyboard.press("Escape");
      // A squiggle is drawn under the text, which takes the click.
      await place.click({ force: true });
      await this.page.keyboard.press("Control+.");
    });
  }

  /** On a busy machine a move of the mouse, a key or a click may be lost: what a person then does is to do it again. */
  async #until(seen: Locator, act: (again: boolean) => Promise<void> | undefined): Promise<void> {
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      await act(attempt > 1);
      const shown = await seen.waitFor({ timeout: PATIENCE_MS }).then(
        () => true,
        () => false,
      );
      if (shown) return;
    }
    await act(true);
    await seen.waitFor();
  }

  /** Kept in test/e2e/shots for whoever wants to look. */
  async shot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(this.#shots, `${name}.png`) });
  }
}
