/** Keeps the screen on until the signal aborts, where the browser can. */
export function keepAwake(signal: AbortSignal): void {
  let lock: WakeLockSentinel | undefined;
  const request = async () => {
    // A hidden page loses its lock, and may not ask for another one until it is seen again.
    if (signal.aborted || document.visibilityState !== 'visible') return;
    try {
      lock = await navigator.wakeLock?.request('screen');
      if (signal.aborted) await lock?.release();
    } catch {
      // A low battery or an embedding page may refuse it; there is nothing to be done.
    }
  };
  document.addEventListener('visibilitychange', request, { signal });
  // The browser may have released it already.
  signal.addEventListener('abort', () => lock?.release().catch(() => {}));
  void request();
}
