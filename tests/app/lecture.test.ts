import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { isSmall } from './claimed-runs';
import { claims } from './lecture-claims';
import { openLecture } from './lecture-page';
import { unmet, valuesCome } from './lecture-values';
import { CHAPTERS, cut, next, walk } from './lecture-walk';
import { useBrowser } from './page';

useBrowser();

/** Steps whose numbers a page without a GPU measures at once. */
const smallSteps = Object.keys(claims).filter(isSmall);

describe('the lecture, on the CPU', () => {
  let page: Page;
  const seen: string[] = [];
  beforeAll(async () => {
    page = await openLecture({ kept: true, cpu: true, width: 1280, height: 720 });
  });

  it.each(CHAPTERS)('shows in every step what it claims: chapter %i', async (chapter) => {
    const wrong: string[] = [];
    await walk(page, chapter, async (step, asked) => {
      wrong.push(...(await cut(page)).map((what) => `${step}: ${what}`));
      // The numbers of large networks: gpu/article.test.ts, and in the page lecture-drawn.test.ts.
      if (asked || !smallSteps.includes(step)) return;
      await valuesCome(page);
      seen.push(step);
      wrong.push(...(await unmet(page, step)));
      wrong.push(...(await cut(page)).map((what) => `${step}: ${what}`));
    });
    expect(wrong).toEqual([]);
  });

  it('has come to its end, and left no claim out', async () => {
    expect(await next(page).isDisabled()).toBe(true);
    expect(seen).toEqual(smallSteps);
    // Every figure's claims are among them.
    const figures = Object.entries(claims).filter(([, told]) =>
      Object.keys(told).some((name) => name.startsWith('figure.')),
    );
    expect(seen).toEqual(expect.arrayContaining(figures.map(([step]) => step)));
  });
});
