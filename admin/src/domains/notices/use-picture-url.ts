import { useEffect, useState } from 'react';

/** An address of a picture while it is shown. */
export function usePictureUrl(file: Blob | undefined): string | undefined {
  const [shown, setShown] = useState<{ of: Blob; url: string }>();
  useEffect(() => {
    if (!file) return;
    const url = URL.createObjectURL(file);
    setShown({ of: file, url });
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return shown && shown.of === file ? shown.url : undefined;
}
