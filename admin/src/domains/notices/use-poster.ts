import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Bulletin } from './bulletins';
import { posterQuery } from './queries';

/** The long picture of a bulletin: its bytes to be copied and saved, and an address while it is shown. */
export interface Poster {
  file: Blob | undefined;
  url: string | undefined;
  error: unknown;
  retry: () => void;
}

export function usePoster({ id, posterSha256 }: Pick<Bulletin, 'id' | 'posterSha256'>): Poster {
  const poster = useQuery({ ...posterQuery(id, posterSha256 ?? ''), enabled: posterSha256 !== null });
  const [shown, setShown] = useState<{ of: Blob; url: string }>();
  const file = poster.data;
  useEffect(() => {
    if (!file) return;
    const url = URL.createObjectURL(file);
    setShown({ of: file, url });
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return { file, url: shown && shown.of === file ? shown.url : undefined, error: poster.error, retry: () => void poster.refetch() };
}
