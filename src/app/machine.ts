/** The machine as it is now: one whose device is lost is replaced by another. */
import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import { onDeviceError } from '../engine/webgpu/device';
import type { Request } from '../state/requests';
import { boot, type Machine, onCpu, unbuilt } from './boot';
import { atEnd } from './follow';
import type { Notices } from './notices';

/** Devices that may be lost in a row before a run has ended on one of them. */
const MOST_LOSSES = 3;

/** A device may be found lost up to so many ms after what that made fail. */
export const SETTLES = 100;

/** A browser whose GPU process has just ended may need so long for another, in ms. */
const PAUSE = 500;
const TRIES = 4;

/** A machine like the lost one: the CPU only where no GPU comes back. */
async function replacement(alive: AbortSignal): Promise<Machine> {
  for (let tries = 1; ; tries++) {
    const machine = await boot();
    if (machine.gpu || tries === TRIES || alive.aborted) return machine;
    machine.dispose();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

export interface MachineSignal {
  readonly machine: ReadonlySignal<Machine>;
  /** Its device is gone, and another one is not there yet. */
  readonly isLost: ReadonlySignal<boolean>;
  /** A run has ended on it: losses before it do not count any more. */
  works(): void;
  /**
   * Lets a GPU compile what its first run will take. One whose compiler refuses it is replaced by the CPU.
   */
  prepare(request: Pick<Request, 'experiment' | 'ranges' | 'weights'>): void;
}

/** Takes the machine that is starting; it is disposed of when `alive` ends. */
export async function openMachine(
  alive: AbortSignal,
  starting: Promise<Machine>,
  { say }: Notices,
): Promise<MachineSignal> {
  const machine = signal(await starting);
  const isLost = signal(false);
  let losses = 0;

  function watch(current: Machine): void {
    const device = current.gpu?.device;
    if (device)
      onDeviceError(device, ({ sentence }) => {
        console.error(sentence);
        say('device', {
          title: 'The GPU refused a command',
          sentence,
          remedy:
            'What is shown may be incomplete. Reload the page; if it happens again, report it.',
        });
      });
    device?.lost.then(async ({ message }) => {
      // It may have been replaced before it ended.
      if (alive.aborted || machine.peek() !== current) return;
      isLost.value = true;
      const why = message || 'The browser gave no reason.';
      if (++losses > MOST_LOSSES) {
        say('device', {
          title: 'The graphics device was lost',
          sentence: `${why} It was lost ${losses} times in a row.`,
          remedy: 'Reload the page to continue. Your settings are kept.',
        });
        return;
      }
      const next = await replacement(alive);
      if (alive.aborted) return next.dispose();
      batch(() => {
        machine.value = next;
        isLost.value = false;
      });
      // Whoever used it has let go of it by now.
      current.dispose();
      watch(next);
    });
  }

  watch(machine.peek());
  atEnd(alive, () => machine.peek().dispose());
  return {
    machine,
    isLost,
    works: () => {
      losses = 0;
    },
    prepare({ experiment, ...options }) {
      const current = machine.peek();
      current.gpu?.engine.prepare(experiment, options).catch((error) => {
        setTimeout(() => {
          if (alive.aborted || isLost.peek() || machine.peek() !== current) return;
          machine.value = onCpu(unbuilt(error));
          current.dispose();
        }, SETTLES);
      });
    },
  };
}
