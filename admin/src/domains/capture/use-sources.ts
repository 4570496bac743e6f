import { useCallback, useRef } from 'react';
import type { PictureSource } from './counter-deal';
import { usePastedPictures } from './picture/use-pasted-pictures';
import { useWatchedFolder } from './picture/use-folder';

/** Ways for a picture other than the camera: files, the clipboard, dragging, and the folder into which a scanner writes. */
export function useSources(onNowhere: () => void) {
  const deliver = useRef<((files: File[], source: PictureSource) => void) | null>(null);
  const hand = (files: File[], source: PictureSource) => {
    if (deliver.current) deliver.current(files, source);
    else onNowhere();
  };
  const folder = useWatchedFolder((file) => hand([file], 'scanner'));
  usePastedPictures((files) => hand(files, 'album'), true);
  const choose = useCallback(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/*';
    input.multiple = true;
    input.onchange = () => input.files && deliver.current?.([...input.files], 'album');
    input.click();
  }, []);
  const receive = useCallback((to: typeof deliver.current) => void (deliver.current = to), []);
  return { folder, choose, receive };
}
