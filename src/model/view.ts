import type { AxisMode } from './axis';
import type { Theme } from './colour';
import type { Quantity } from './histogram';

/** How a run is shown. The axis mode also decides which histograms the engine takes. */
export interface View {
  readonly quantity: Quantity;
  readonly axis: AxisMode;
  readonly theme: Theme;
}
