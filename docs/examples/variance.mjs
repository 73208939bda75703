/**
 * Initscope as a library, in Node: how four ways to initialize a network of 20 ReLU layers end. Run
 * `npm run build:lib` first, then `node docs/examples/variance.mjs`.
 */
import {
  createCpuEngine,
  defaultExperiment,
  experimentWith,
  figureIn,
  measure,
  Problem,
  predict,
  predictionsOf,
  verdict,
} from 'initscope';

// On a GPU it would be: await createWebGpuEngine(device)
const engine = createCpuEngine();
const network = { activation: 'relu', widths: [64], depth: 20, batch: 64 };

for (const scheme of ['normal', 'lecun_normal', 'kaiming_normal', 'orthogonal']) {
  const experiment = experimentWith(defaultExperiment, { ...network, scheme });
  // What is not allowed comes back as a sentence.
  if (experiment instanceof Problem) throw new Error(experiment.sentence);

  const reports = await measure(engine, experiment);
  const measured = figureIn('log10Variance', reports.at(-1), 'post');
  const expected = predictionsOf(predict(experiment), 'post').at(-1);
  const theory = expected ? Math.log10(expected.predicted.variance).toFixed(2) : 'none';
  const { headline } = verdict(reports, 'post');
  console.log(
    `${scheme}: log10 variance of layer ${reports.length - 1} ${measured.toFixed(2)}, theory ${theory}: ${headline}`,
  );
}
engine.dispose();
