import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility.ts";
import { expect, PHONE, test } from "./support/app-fixture.ts";
import { advanceButton, headlineOf } from "./support/stage.ts";

const RUN = {
  skill: "data-transformation",
  sync: "milestone",
  hold: "presenter",
  items: [20, 40, 80],
  seed: 3,
  onStage: true,
};

/** Refuses the page's first joins temporarily, as a crowded hub does. Counts the joins that the page sends. */
async function refuseJoins(page: Page, refusals: number): Promise<() => number> {
  let joins = 0;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => socket.send(message));
    socket.onMessage((message) => {
      const [, ack] = /^42(\d+)\["join"/.exec(String(message)) ?? [];
      joins += ack === undefined ? 0 : 1;
      if (ack === undefined || joins > refusals) return server.send(message);
      const error = { code: "too-many", message: "Many phones are joining now." };
      socket.send(`43${ack}${JSON.stringify([{ ok: false, error }])}`);
    });
  });
  return () => joins;
}

test("[G2] [F4] a phone that is refused temporarily says so and joins by itself; three wake-ups leave it connected", async ({
  app,
  openWindow,
}) => {
  const id = await app.start(RUN);
  await app.untilRun(id, "it holds", ({ status }) => status === "holding");
  const phone = await openWindow({ viewport: PHONE });
  const countJoins = await refuseJoins(phone, 3);
  await phone.goto(app.audienceUrl);
  await expect(headlineOf(phone)).toHaveText("Not connected yet; this page tries again by itself");
  await expect(phone.getByText("Many phones are joining now.")).toBeVisible();
  await expectAccessible(phone, "a phone that waits for its place");
  await expect(headlineOf(phone)).toHaveText("Everyone is at 30 %");
  const joins = countJoins();

  await phone.evaluate(() => {
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    window.dispatchEvent(new Event("online"));
  });
  await expect.poll(countJoins).toBe(joins + 1);
  await expect(phone.locator("[data-connection=live]")).toBeVisible();
  await app.call(`/api/runs/${id}/commands`, { id: `${id}-end`, type: "cancel" });
  await expect(headlineOf(phone)).toHaveText("Cancelled");
  expect(countJoins()).toBe(joins + 1);
});

test("[O3] a console that is signed out in another tab says so, and leads back", async ({ app, openPresenter }) => {
  const id = await app.start(RUN);
  await app.untilRun(id, "it holds", ({ status }) => status === "holding");
  const presenter = await openPresenter();
  await presenter.goto(`/runs/${id}/present`);
  await expect(headlineOf(presenter)).toHaveText("Everyone is at 30 %");
  await expect(advanceButton(presenter)).toHaveAttribute("aria-disabled", "false");
  const otherTab = await presenter.context().newPage();
  await otherTab.goto("/runs");
  expect(await otherTab.evaluate(async () => (await fetch("/api/session", { method: "DELETE" })).status)).toBe(204);
  await otherTab.close();
  const notice = presenter.getByRole("alert").filter({ hasText: "This session was ended" });
  await expect(notice).toBeVisible();
  await expect(presenter.locator("[data-connection=refused]")).toBeVisible();
  await expect(advanceButton(presenter)).toHaveAttribute("aria-disabled", "true");
  await expect(advanceButton(presenter)).toContainText("not connected");
  await expect(presenter.getByRole("button", { name: "Pause all" })).toBeDisabled();
  await presenter.keyboard.press("PageDown");
  const toast = presenter.getByTestId("console-line");
  await expect(toast).toHaveText(/^This session was ended/);
  await expectAccessible(presenter, "a console whose session has ended");
  await notice.getByRole("link", { name: "Sign in again" }).click();
  await presenter.waitForURL(/\/enter/);
  const { hash } = new URL(app.presenterUrl);
  await presenter.getByLabel("Key").fill(new URLSearchParams(hash.slice(1)).get("key") ?? "");
  await presenter.getByRole("button", { name: "Sign in" }).click();
  await presenter.waitForURL(`/runs/${id}/present`);
  await expect(headlineOf(presenter)).toHaveText("Everyone is at 30 %");
  await presenter.keyboard.press("Escape");
  await expect(advanceButton(presenter)).toHaveAttribute("aria-disabled", "false");
  await app.call(`/api/runs/${id}/commands`, { id: `${id}-end`, type: "cancel" });
});

test("[O3] the presenter's link waits for a server that cannot answer yet, and enters by itself", async ({
  app,
  openWindow,
}) => {
  const page = await openWindow({ viewport: PHONE, brokenNetwork: true });
  let refusals = 2;
  await page.route("**/api/session", async (route) => {
    if ((refusals -= 1) < 0) return route.continue();
    const error = { code: "starting", message: "The server is starting." };
    await route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify({ error }) });
  });
  await page.goto(app.presenterUrl);
  await expect(page.getByText("The server is starting. This page tries again by itself.")).toBeVisible();
  await expectAccessible(page, "signing in while the server starts");
  await page.waitForURL(`${app.origin}/`);
});
