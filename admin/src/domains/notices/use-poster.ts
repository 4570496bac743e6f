import { useQuery } from '@tanstack/react-query';
import type { Bulletin } from './bulletins';
import { posterQuery } from './queries';
import { usePictureUrl } from './use-picture-url';

/** The long picture of a bulletin: its bytes to be copied and saved, and an address while it is shown. */
export interface Poster {
  file: Blob | undefined;
  url: string | undefined;
  error: unknown;
  retry: () => void;
}

export function usePoster({ id, posterSha256 }: Pick<Bulletin, 'id' | 'posterSha256'>): Poster {
  const poster = useQuery(posterQuery(id, posterSha256));
  return { file: poster.data, url: usePictureUrl(poster.data), error: poster.error, retry: () => void poster.refetch() };
}
