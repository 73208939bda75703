import type { ExperimentValues } from '../model/experiment';

type Changes = Partial<ExperimentValues>;

/**
 * What a person means by changing the widths or the shape: a list of widths is the shape “list”, one
 * width ends it, and every other shape is made from the first width alone.
 */
export function withConsequences(changes: Changes, { shape, widths }: ExperimentValues): Changes {
  if (changes.widths) {
    if (changes.widths.length > 1) return { ...changes, shape: 'list' };
    return shape === 'list' ? { ...changes, shape: 'constant' } : changes;
  }
  if (changes.shape && changes.shape !== 'list') return { ...changes, widths: widths.slice(0, 1) };
  return changes;
}
