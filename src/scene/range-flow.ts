/** How a log axis flows from the decades that it showed to those that it is to show. */
import { wantsStillness } from '../dom/access';
import type { AxisRange } from '../model/columns';
import { eased, MORPH } from './morph';

const mix = (from: number, to: number, t: number) => from + (to - from) * t;

export const sameRange = (a: AxisRange | undefined, b: AxisRange | undefined) =>
  a?.kind === b?.kind && a?.low === b?.low && a?.high === b?.high;

export class RangeFlow {
  #from: AxisRange | undefined;
  #to: AxisRange | undefined;
  #begun = Number.NEGATIVE_INFINITY;

  /** Flows there from what is shown at this time; an axis of another kind is there at once. */
  aim(range: AxisRange | undefined, time: number): void {
    if (sameRange(range, this.#to)) return;
    const flows = range?.kind === 'log' && this.#to?.kind === 'log' && !wantsStillness();
    this.#from = flows ? this.at(time) : range;
    this.#to = range;
    this.#begun = flows ? time : Number.NEGATIVE_INFINITY;
  }

  at(time: number): AxisRange | undefined {
    const [from, to] = [this.#from, this.#to];
    // At rest it is what was asked for, to the last bit.
    if (!from || !to || !this.moves(time)) return to;
    const t = eased(time - this.#begun);
    return { kind: 'log', low: mix(from.low, to.low, t), high: mix(from.high, to.high, t) };
  }

  /** Whether it is on its way. */
  moves(time: number): boolean {
    return time < this.#begun + MORPH;
  }
}
