/** What was made in an error scope, and what the device says of it. */
interface Scoped<T> {
  readonly made: T;
  /** To be awaited at once, with what else is: where the device goes, it rejects. */
  readonly error: Promise<GPUError | null>;
}

/**
 * Makes something in an error scope of its own, at one go, so that no scope of another task comes
 * between. The scope is closed even if that throws: one left open would swallow all later errors.
 */
export function inErrorScope<T>(
  device: GPUDevice,
  filter: GPUErrorFilter,
  make: () => T,
): Scoped<T> {
  device.pushErrorScope(filter);
  try {
    const made = make();
    return { made, error: device.popErrorScope() };
  } catch (thrown) {
    // What was thrown tells more.
    device.popErrorScope().catch(() => {});
    throw thrown;
  }
}
