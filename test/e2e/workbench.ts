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
    await this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first().dblclick();
    await this.page.locator(".tab.active", { hasText: name }).first().waitFor();
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
    await target.hover({ force: true });
    const hover = this.page.locator(".monaco-hover:not(.hidden)", { hasText: text }).first();
    await hover.waitFor();
    return hover;
  }

  /** Ctrl+. at a place, until the menu offers an action of that title; Enter takes the preferred one. */
  async openQuickFix(place: Locator, title: string): Promise<void> {
    // A squiggle is drawn under the text, which takes the click.
    await place.click({ force: true });
    const action = this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
    // On a busy machine the key may come before the click has moved the cursor, and the menu then says nothing of our place.
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press("Control+.");
      const shown = await action.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (shown) return;
      if (attempt === 5) throw new Error(`no action "${title}" was offered`);
      await this.page.keyboard.press("Escape");
    }
  }

  /** Kept in test/e2e/shots for whoever wants to look. */
  async shot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(this.#shots, `${name}.png`) });
  }
}
