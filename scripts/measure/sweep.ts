/** `--sweep gain=0.8:1.2:9`: a property's values, one after another. */
import type { Sweep } from '../../src/export/measurement';
import { type Experiment, experimentWith } from '../../src/model/experiment';
import { Problem } from '../../src/model/problem';
import { type PropertyName, properties, propertyNames } from '../../src/model/properties';
import type { Property } from '../../src/model/property';
import { toNumber } from '../../src/model/typed-number';

const MOST_POINTS = 1000;
/** Digits that a point between has: 0.1 + 2 · 0.1 is meant as 0.3, and nobody reads more of a ratio. */
const DIGITS = { linear: 12, log: 6 } as const;

const RANGE =
  'FROM:TO:POINTS, as gain=0.8:1.2:9, or FROM:TO:POINTS:log, or values with commas, as depth=10,20,50';

const isRange = (text: string) => text.includes(':');

/** The points of a range as texts. */
function pointsOf(text: string): string[] | Problem {
  const [from, to, count, spacing, ...more] = text.split(':');
  const [low, high, points] = [from, to, count].map((part) => toNumber(part ?? '')) as [
    number,
    number,
    number,
  ];
  const isLog = spacing === 'log';
  if (
    ![low, high, points].every(Number.isFinite) ||
    more.length > 0 ||
    !(spacing === undefined || isLog)
  )
    return new Problem(`--sweep …=${text} is not ${RANGE}.`);
  if (!Number.isInteger(points) || points < 2 || points > MOST_POINTS)
    return new Problem(
      `--sweep …=${text} has ${count} points; it can have from 2 to ${MOST_POINTS}.`,
    );
  if (low === high) return new Problem(`--sweep …=${text} ends where it begins.`);
  if (isLog && low * high <= 0)
    return new Problem(`--sweep …=${text} cannot be equal in ratio: both ends must be above 0.`);
  const at = (share: number) => (isLog ? low * (high / low) ** share : low + (high - low) * share);
  return Array.from({ length: points }, (_, i) =>
    String(Number(at(i / (points - 1)).toPrecision(DIGITS[isLog ? 'log' : 'linear']))),
  );
}

/** The sweep that a text names, each of its values allowed for the experiment; or what is wrong. */
export function sweepOf(text: string, experiment: Experiment): Sweep | Problem {
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim() as PropertyName;
  const values = text.slice(at + 1).trim();
  if (at < 1 || values === '')
    return new Problem(`--sweep ${text} is not a property with ${RANGE}.`);
  if (!propertyNames.includes(name))
    return new Problem(
      `--sweep: there is no property “${name}”; there are ${propertyNames.join(', ')}.`,
    );
  const texts = isRange(values) ? pointsOf(values) : values.split(',');
  if (texts instanceof Problem) return texts;
  if (texts.length > MOST_POINTS)
    return new Problem(`--sweep ${name} has ${texts.length} values; it can have ${MOST_POINTS}.`);
  const row = properties[name] as unknown as Property<unknown>;
  const read: unknown[] = [];
  for (const one of texts) {
    const value = row.parse(one);
    if (value instanceof Problem) return new Problem(`--sweep ${name}: ${value.sentence}`);
    const whole = experimentWith(experiment, { [name]: value });
    if (whole instanceof Problem) return new Problem(`--sweep ${name}=${one}: ${whole.sentence}`);
    if (read.some((other) => `${other}` === `${value}`))
      return new Problem(`--sweep ${name}: ${one} is there twice.`);
    read.push(value);
  }
  return { name, values: read };
}
