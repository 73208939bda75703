import type { AxisMode } from './axis';
import type { Theme } from './colour';
import type { Quantity } from './histogram';

/** How a run is shown. The axis mode also decides which histograms the engine takes. */
export interface View {
  readonly quantity: Quantity;
  readonly axis: AxisMode;
  readonly theme: Theme;
}

/** What a quantity is called: on a button, and in a caption. */
interface QuantityWords {
  readonly button: string;
  readonly caption: string;
  /** What its elements run over. */
  readonly over: string;
}

const activation = 'samples and units';

export const quantityWords: Record<Quantity, QuantityWords> = {
  pre: { button: 'pre-activation', caption: 'pre-activation', over: activation },
  post: { button: 'post-activation', caption: 'post-activation', over: activation },
  gradPre: {
    button: 'grad pre',
    caption: 'gradient w.r.t. the pre-activation',
    over: activation,
  },
  gradPost: {
    button: 'grad post',
    caption: 'gradient w.r.t. the post-activation',
    over: activation,
  },
  gradWeight: {
    button: 'grad weights',
    caption: 'gradient w.r.t. the weights',
    over: 'weights',
  },
};
