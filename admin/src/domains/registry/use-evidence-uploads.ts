import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../api';
import { preparePicture, UnreadablePicture, type ReadyPicture } from './prepare-picture';
import { requestQuery } from './queries';
import type { EvidenceKind } from './register';
import { sendEvidence } from './send-evidence';

/** A picture on its way, or one that did not get there. */
export interface Upload {
  key: string;
  kind: EvidenceKind;
  name: string;
  file: Blob;
  ready?: ReadyPicture;
  /** Why it did not arrive; undefined while it is on its way. */
  problem?: string | undefined;
  /** False where the file itself is of no use. */
  mayRetry: boolean;
}

/** Pictures that are being handed in with one request; each goes its own way, and the page shows what the server answers. */
export function useEvidenceUploads(requestId: string) {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const put = (key: string, part: Partial<Upload>) => setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const drop = (key: string) => setUploads((all) => all.filter((one) => one.key !== key));

  const send = async (upload: Upload) => {
    const { key, kind } = upload;
    const { queryKey } = requestQuery(requestId);
    try {
      const picture = upload.ready ?? (await preparePicture(upload.file));
      put(key, { ready: picture });
      client.setQueryData(queryKey, await sendEvidence({ requestId, kind, picture, idempotencyKey: key }));
      drop(key);
    } catch (error) {
      const isUnreadable = error instanceof UnreadablePicture;
      put(key, { problem: isUnreadable ? error.message : sentenceOf(error), mayRetry: !isUnreadable });
      void client.invalidateQueries({ queryKey });
    }
  };
  return {
    uploads,
    add: (kind: EvidenceKind, files: Iterable<File>) => {
      for (const file of files) {
        const upload: Upload = { key: crypto.randomUUID(), kind, name: file.name, file, mayRetry: true };
        setUploads((all) => [...all, upload]);
        void send(upload);
      }
    },
    retry: (upload: Upload) => {
      put(upload.key, { problem: undefined });
      void send(upload);
    },
    drop,
  };
}
