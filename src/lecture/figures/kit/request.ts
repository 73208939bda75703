/** Measurements are asked for one at a time: a new one supersedes the last. */
export function createRequest() {
  let asked: AbortController | undefined;
  return {
    /** Passes on the result or the reason for having none; neither once it is superseded. */
    async ask<T>(
      measure: (signal: AbortSignal) => Promise<T>,
      done: (result: T) => void,
      failed: (reason: string) => void,
    ): Promise<void> {
      asked?.abort();
      asked = new AbortController();
      const { signal } = asked;
      try {
        const result = await measure(signal);
        if (!signal.aborted) done(result);
      } catch (error) {
        if (!signal.aborted) failed(error instanceof Error ? error.message : String(error));
      }
    },
    stop: () => asked?.abort(),
  };
}

/** Says why there is no measurement. Reasons are sentences, and this is put into others. */
export const notMeasured = (reason: string) => `not measured: ${reason.replace(/\.$/, '')}`;
