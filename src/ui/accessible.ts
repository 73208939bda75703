/** Gives Tweakpane's inputs their row's text as label, which Tweakpane 4 leaves out. */
export function labelInputs(pane: HTMLElement): void {
  for (const row of pane.querySelectorAll('.tp-lblv')) {
    const text = row.querySelector('.tp-lblv_l')?.textContent?.trim();
    if (!text) continue;
    for (const input of row.querySelectorAll('input, select'))
      input.setAttribute('aria-label', text);
    const track = row.querySelector('.tp-sldv_t');
    const number = row.querySelector('input');
    if (!track) continue;
    track.setAttribute('role', 'slider');
    track.setAttribute('aria-label', `${text}, slider`);
    track.setAttribute('aria-valuenow', number?.value ?? '0');
  }
}
