/** What the page itself is: version, adapter, and what it is made of. Loaded when it is asked for. */
import licences from 'virtual:licences';
import { nonFiniteInWords, subnormalsInWords } from '../model/adapter';
import { version } from '../model/version';
import { showAbout } from '../ui/about';
import type { Machine } from './boot';

/** What has been taken for the page, and is in no package that a build knows. */
const taken = [
  {
    name: 'MNIST, 500 of its digits',
    version: '',
    licence: 'MIT',
    text: 'Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits; by way of the mnist package, Copyright (c) Juan Cazala, MIT License.',
  },
];

/** Whether the page opens without a network, in words. */
async function offlineInWords(): Promise<string> {
  if (location.protocol === 'file:') return 'This page is one file, and needs none.';
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration?.waiting)
      return 'This page is kept on this device, and so is a newer version, which starts when all of its windows have been closed.';
    if (registration?.active) return 'This page is kept on this device, and opens without one.';
  } catch {
    // The browser keeps nothing.
  }
  return 'This page is not kept on this device: it needs a network to open.';
}

async function nonFinite(machine: Machine): Promise<string> {
  try {
    const known = machine.gpu ? 'Measured' : 'As the processor has it';
    return `${known}: ${nonFiniteInWords(await machine.nonFinite())}`;
  } catch (error) {
    return `It could not be measured: ${(error as Error).message}`;
  }
}

const kindOf = ({ gpu }: Machine) => {
  if (!gpu) return 'no GPU: float32 on the processor';
  return gpu.software ? 'a software adapter, on the processor' : 'a GPU';
};

/** Opens the dialog over a lab, until it is closed or `alive` ends. */
export async function tellAbout(
  alive: AbortSignal,
  lab: HTMLElement,
  machine: Machine,
): Promise<void> {
  const { name, flushesSubnormals } = machine.engine;
  const [offline, nans] = await Promise.all([offlineInWords(), nonFinite(machine)]);
  if (alive.aborted) return;
  showAbout(lab, {
    version,
    facts: {
      Version: version,
      Adapter: `${name}, ${kindOf(machine)}`,
      Subnormals: subnormalsInWords(flushesSubnormals),
      'inf and NaN': nans,
      'Without a network': offline,
      'Cite as': `The Initscope authors: Initscope, an oscilloscope for weight initialization, version ${version}.`,
      Licence: 'MIT',
    },
    carried: [...licences, ...taken],
  });
}
