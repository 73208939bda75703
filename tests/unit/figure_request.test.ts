import { expect, it } from 'vitest';
import { createRequest } from '../../src/lecture/figures/kit/request';

/** A request, and what it came to. */
function recorded() {
  const request = createRequest();
  const came: string[] = [];
  const ask = (measure: (signal: AbortSignal) => Promise<string>) =>
    request.ask(
      measure,
      (result) => came.push(result),
      (reason) => came.push(`failed: ${reason}`),
    );
  return { request, came, ask };
}

it('hands over what was measured, or why it was not', async () => {
  const { came, ask } = recorded();
  await ask(async () => '783');
  await ask(async () => {
    throw new RangeError('No memory.');
  });
  expect(came).toEqual(['783', 'failed: No memory.']);
});

it('aborts what is superseded, and hears nothing of it', async () => {
  const { request, came, ask } = recorded();
  let tell = (_: string) => {};
  const signals: AbortSignal[] = [];
  const late = ask((signal) => {
    signals.push(signal);
    return new Promise((resolve) => {
      tell = resolve;
    });
  });
  const failing = ask((signal) => {
    signals.push(signal);
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  });
  await ask(async () => 'new');
  tell('late');
  await Promise.all([late, failing]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(came).toEqual(['new']);

  const stopped = ask(async () => 'stopped');
  request.stop();
  await stopped;
  expect(came).toEqual(['new']);
});
