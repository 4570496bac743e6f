import { useEffect, useState } from 'react';
import { pictureUrl } from './store/station';

/** The address of a picture that this PC keeps, while it is shown; the small one where the large one has gone up already. */
export function usePictureUrl(pictureId: string | null, size: 'thumbnail' | 'full'): string | null {
  const [shown, setShown] = useState<{ of: string; url: string | null }>();
  const wanted = pictureId && `${pictureId} ${size}`;
  useEffect(() => {
    if (!pictureId) return;
    let isOver = false;
    let url: string | null = null;
    const load = async () => {
      url = (await pictureUrl(pictureId, size)) ?? (size === 'full' ? await pictureUrl(pictureId, 'thumbnail') : null);
      if (!isOver) setShown({ of: `${pictureId} ${size}`, url });
      else if (url) URL.revokeObjectURL(url);
    };
    // A picture that cannot be read is shown as none; the top line tells what is wrong with the store.
    load().catch(() => undefined);
    return () => {
      isOver = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [pictureId, size]);
  return shown && shown.of === wanted ? shown.url : null;
}
