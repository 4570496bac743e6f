import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../api';
import { storedKeys, storeKeys } from './check-keys';
import { askRegister } from './check-register';
import { type CheckKey, type Reading, readToken, tokenIn } from './check-token';
import { type Asked, isWorthAsking } from './check-verdict';

/** One scan and what has been found out about it so far. */
export interface CertificateCheck {
  reading: Reading;
  asked: Asked;
  /** When it was scanned, by this computer's clock. */
  at: number;
}

const anHour = 3600_000;

/** The public keys of `GET /check-keys`: those kept on this computer at once, the server's as soon as they come. */
function useCheckKeys() {
  return useQuery({
    queryKey: ['check-keys'],
    queryFn: async ({ signal }): Promise<CheckKey[]> => {
      const { keys } = await call('GET /check-keys', { signal });
      storeKeys(window.localStorage, keys);
      return keys;
    },
    initialData: () => storedKeys(window.localStorage),
    // What lies here may be of last month: asked again at once, and every hour.
    initialDataUpdatedAt: 0,
    staleTime: anHour,
    refetchInterval: anHour,
    refetchOnReconnect: 'always',
  });
}

/** Checks codes one after the other: the signature on this computer first, then the register over the network. */
export function useCertificateCheck() {
  const keys = useCheckKeys();
  const [check, setCheck] = useState<CertificateCheck>();
  const [clockBehind, setClockBehind] = useState(0);
  const turn = useRef(0);
  useEffect(() => () => void (turn.current = -1), []);

  const scan = async (entry: string) => {
    const mine = ++turn.current;
    const at = Date.now();
    const show = (reading: Reading, asked: Asked) => turn.current === mine && setCheck({ reading, asked, at });
    const token = tokenIn(entry);
    if (!token) return void show({ kind: 'foreign' }, undefined);
    const reading = await readToken(token, keys.data, at + clockBehind);
    show(reading, undefined);
    if (!isWorthAsking(reading)) return;
    try {
      const answer = await askRegister(token);
      setClockBehind(answer.clockBehind);
      const isKeyInDoubt = answer.tone !== 'bad' && (reading.kind === 'forged' || reading.kind === 'key_missing');
      const latestKeys = isKeyInDoubt ? ((await keys.refetch()).data ?? keys.data) : keys.data;
      show(await readToken(token, latestKeys, at + answer.clockBehind), { answer });
    } catch (error) {
      show(reading, { failure: (error as Error).message });
    }
  };
  return { check, scan, keys: keys.data, isOffline: keys.isError, clockBehind };
}
