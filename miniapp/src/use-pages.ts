import { useState } from 'react';
import { useReachBottom } from '@tarojs/taro';
import { useAction } from './use-action';
import { useAnswer } from './use-answer';

/** One page of a list, and where the next one begins. */
interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/**
 * A list that grows when its end comes into view. A new look at its beginning, or another `deps`, starts it again.
 * `Answer` names what a page carries besides its items.
 * @returns `first` is undefined until the first page is there; `more` tells of the page that is being fetched.
 */
export function usePages<Item, Answer extends Page<Item> = Page<Item>>(page: (cursor?: string) => Promise<Answer>, deps: unknown[] = []) {
  const [later, setLater] = useState<Page<Item> & { of: unknown }>();
  const { data: first, error, reload } = useAnswer(() => page(), deps);
  const more = useAction();
  const extra = later?.of === first ? later : undefined;
  const nextCursor = extra ? extra.nextCursor : (first?.nextCursor ?? null);

  const loadMore = () =>
    more.run(async () => {
      if (!nextCursor) return;
      const next = await page(nextCursor);
      setLater({ of: first, items: [...(extra?.items ?? []), ...next.items], nextCursor: next.nextCursor });
    });
  useReachBottom(() => void loadMore());
  return { first, items: [...(first?.items ?? []), ...(extra?.items ?? [])], nextCursor, error, reload, more, loadMore };
}
