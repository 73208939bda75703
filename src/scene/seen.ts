import { measurementsOf, type Statistics } from '../model/report';
import type { SceneState } from './state';

/**
 * The statistics of all that is seen together and has the same heights: of both pictures where there
 * is one beside, else of the bars and of the outline.
 */
export function seenTogether({ reports, quantity, outline, beside }: SceneState): Statistics[] {
  const other = beside ? { reports: beside.reports, quantity } : outline;
  return [{ reports, quantity }, other]
    .flatMap((set) => (set ? measurementsOf(set.reports, set.quantity) : []))
    .map(({ statistics }) => statistics);
}
