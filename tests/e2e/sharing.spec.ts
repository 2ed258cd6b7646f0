import { expectAccessible } from "./support/accessibility.ts";
import { DESKTOP, expect, PHONE, test } from "./support/app-fixture.ts";
import { advanceButton, headlineOf } from "./support/stage.ts";

// renewing the join code breaks the printed links, so no other file may use this app
test.use({ untouched: true });

const RUN = {
  skill: "data-transformation",
  sync: "milestone",
  hold: "presenter",
  items: [20, 40, 80],
  seed: 3,
  onStage: true,
};

test("[O3] a reviewer signs in by a link, reads everything, controls nothing, and is locked out once it is revoked", async ({
  openPresenter,
  openWindow,
}) => {
  const presenter = await openPresenter();
  await presenter.getByRole("button", { name: "Share" }).click();
  const dialog = presenter.getByRole("dialog", { name: "Share" });
  await dialog.getByLabel("Name").fill("Ada, platform team");
  await dialog.getByRole("button", { name: "Create a reviewer link" }).click();
  const link = await dialog.getByRole("textbox", { name: "Reviewer link" }).inputValue();
  await expectAccessible(presenter, "sharing");

  const reviewer = await openWindow({ viewport: PHONE });
  await reviewer.goto(link);
  await reviewer.waitForURL("/");
  await expect(reviewer.getByText("You are signed in as a reviewer")).toBeVisible();
  expect(reviewer.url()).not.toContain("key");
  for (const name of ["Start", "Share", "Run the sample demo"]) {
    await expect(reviewer.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
  await expectAccessible(reviewer, "a reviewer's home");
  await reviewer.goto("/settings");
  await expect(reviewer.getByText("This page is for presenters.")).toBeVisible();
  await reviewer.getByRole("main").getByRole("link", { name: "Past runs" }).click();
  await reviewer.waitForURL("/runs");

  await dialog.getByRole("button", { name: "Revoke the link for Ada, platform team" }).click();
  await expect(dialog.getByText("No active reviewer links.")).toBeVisible();
  await reviewer.goto("/runs");
  await reviewer.waitForURL(/\/enter/);
});

test("[G2] renewing the join code asks once, and the old code's page leads to the new one", async ({
  app,
  openPresenter,
  openWindow,
}) => {
  const id = await app.start(RUN);
  await app.untilRun(id, "it holds", ({ status }) => status === "holding");
  const presenter = await openPresenter();
  await presenter.goto(`/runs/${id}/present`);
  // keys work once the page follows the run
  await expect(presenter.locator("li.timeline-row")).toHaveCount(3);
  const other = await openPresenter();
  await other.goto(`/runs/${id}/present`);
  await expect(other.locator("li.timeline-row")).toHaveCount(3);
  await presenter.keyboard.press("Control+k");
  await expect(presenter.getByPlaceholder("Type a command")).toBeFocused();
  await expectAccessible(presenter, "all commands");
  await presenter.keyboard.type("qr");
  await presenter.keyboard.press("Enter");
  const code = presenter.getByTestId("join-code");
  const old = await code.innerText();
  const phone = await openWindow({ viewport: PHONE, hasTouch: true });
  await phone.goto(`/a/${old}`);
  await expect(headlineOf(phone)).toHaveText("Everyone is at 30 %");

  await presenter.getByRole("button", { name: "New join code" }).click();
  await presenter.getByRole("button", { name: "Make a new code" }).click();
  await expect(code).not.toHaveText(old);
  await expect(other.getByRole("button", { name: `join ${await code.innerText()}` })).toBeVisible();
  await expect(phone.getByText("The join code has changed. Enter the code that is on the screen now.")).toBeVisible();
  await expect(phone.getByText(/watching|Pause picture/)).toHaveCount(0);
  await phone.getByRole("link", { name: "Enter the current code" }).click();
  await phone.getByRole("textbox").fill(await code.innerText());
  await phone.getByRole("button", { name: "Join" }).click();
  await expect(headlineOf(phone)).toHaveText("Everyone is at 30 %");
  await app.call(`/api/runs/${id}/commands`, { id: `${id}-end`, type: "cancel" });
});

test("[G12] a paused picture says so, by keyboard too, while the run continues", async ({
  app,
  openPresenter,
  openWindow,
}) => {
  const id = await app.start(RUN);
  await app.untilRun(id, "it holds", ({ status }) => status === "holding");
  const presenter = await openPresenter();
  await presenter.goto(`/runs/${id}/present`);
  // keys work once the page follows the run
  await expect(presenter.locator("li.timeline-row")).toHaveCount(3);
  await presenter.keyboard.press("j");
  const code = await presenter.getByTestId("join-code").innerText();
  await presenter.keyboard.press("Escape");
  const page = await openWindow({ viewport: DESKTOP });
  await page.goto(`/a/${code}`);
  await expect(page.getByText("LIVE", { exact: true })).toBeVisible();
  await expect(headlineOf(page)).toHaveText("Everyone is at 30 %");
  await page.getByRole("button", { name: "Pause picture" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("PICTURE PAUSED")).toBeVisible();
  await expectAccessible(page, "a paused picture");

  await presenter.keyboard.press("PageDown");
  await expect(advanceButton(presenter)).toContainText("Advance to 70 %");
  await expect(headlineOf(presenter)).toHaveText("Everyone is at 50 %", { timeout: 45_000 });
  await expect(headlineOf(page)).toHaveText("Everyone is at 30 %");
  await page.getByRole("button", { name: "Back to live" }).click();
  await expect(headlineOf(page)).toHaveText("Everyone is at 50 %");
  await expect(page.getByText("LIVE", { exact: true })).toBeVisible();

  await app.call(`/api/runs/${id}/commands`, { id: `${id}-end`, type: "cancel" });
  await expect(page.getByText("ENDED", { exact: true })).toBeVisible();
  await expect(page.getByText("LIVE", { exact: true })).toHaveCount(0);
});
