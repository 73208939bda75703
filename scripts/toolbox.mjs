/**
 * Acts on what a tool's box holds, if `inside` lies in one: it is open meanwhile.
 * @param {import('playwright').Locator} inside
 * @param {() => Promise<unknown>} act
 * @returns {Promise<void>}
 */
export async function within(inside, act) {
  const box = inside.first().locator('xpath=ancestor::*[@popover]');
  const toggle = (open) =>
    box.evaluateAll((all, open) => {
      for (const one of all) one.togglePopover(open);
    }, open);
  await toggle(true);
  await act();
  await toggle(false);
}

/**
 * Checks a button of the panel or the toolbar, in sight or not.
 * @param {import('playwright').Page} page
 * @param {string} name
 */
export function check(page, name) {
  const button = page.getByRole('radio', { name, exact: true, includeHidden: true });
  return within(button, () => button.check({ force: true }));
}
