/** One's own file as a script's input: read with NumPy, scaled, and as many samples as the batch has. */
import { readDataName } from '../../model/data';
import type { Experiment } from '../../model/experiment';
import type { FeatureKind } from '../../model/kinds';
import { comment, lines, text } from './python';

/** Where a row of names or another sign between cells is no number, NumPy reads nan. */
const csv = (samples: number) =>
  `data = np.genfromtxt(
    file, np.float32, delimiter=',', comments=None, encoding='utf-8-sig'
).reshape(-1, widths[0])
data = data[np.isfinite(data).all(1)][:${samples}]  # a row of names is nan`;

const npy = (samples: number) => `data = np.load(file)[:${samples}].astype(np.float32)`;

const CSV_NOTE =
  "With semicolons or tabs between the cells give genfromtxt ';' or '\\t' in place of ','.";

const scaling: Record<FeatureKind, string | false> = {
  raw: false,
  // Of what never varies, the differences from the first sample are 0 to the last bit.
  standardised: `data = np.float64(data) - data[0]  # a feature that never varies becomes 0
data = (data - data.mean(0)) / np.where(data.std(0) > 0, data.std(0), 1)`,
};

/** Defines `data`, float32 or float64 [batch, features], from a file whose name is all that is known. */
export function ownData({ data, features }: Experiment): string {
  const { file, samples, features: width } = readDataName(data)!;
  const isNpy = file.toLowerCase().endsWith('.npy');
  const needs = `Needs the file, of ${samples} x ${width} numbers, in the folder that this runs in.`;
  return lines(
    comment(isNpy ? needs : `${needs} ${CSV_NOTE}`),
    `file = ${text(file)}`,
    (isNpy ? npy : csv)(samples),
    `data = data.reshape(${samples}, widths[0])  # or it is another file`,
    scaling[features],
    'data = np.resize(data, (batch, widths[0]))  # begins again where there are too few',
  );
}
