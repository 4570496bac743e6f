import { useEffect, useRef, useState } from 'react';
import { Image, Text, View } from '@tarojs/components';
import { spoken } from '@/platform';
import { useSeen } from '@/use-seen';

/** The longest life of a QR, in seconds. */
const term = 30;
/** It is asked for anew so many seconds before its end, so that one which is being scanned does not run out. */
const margin = 3;
/** How often it is tried again where the server cannot be reached, in seconds. */
const again = 5;

/** 查验二维码 that renews itself and counts down, as long as the page is looked at. */
export function RotatingQr({ qr, expiresAt, onRenew }: { qr: string; expiresAt: string; onRenew(): Promise<void> }) {
  const seen = useSeen();
  const [left, setLeft] = useState(() => lifeOf(expiresAt));
  const renew = useRef(onRenew);
  renew.current = onRenew;
  useEffect(() => {
    if (!seen) return undefined;
    const end = Date.now() + lifeOf(expiresAt) * 1000;
    let asked = 0;
    const tick = () => {
      const now = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setLeft(now);
      if (now > margin || Date.now() - asked < again * 1000) return;
      asked = Date.now();
      void renew.current();
    };
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [seen, expiresAt]);

  return (
    <View className="certificate__qr">
      {left > 0 ? (
        <Image className="qr" src={qr} {...spoken({ role: 'img', label: '代理证查验二维码' })} />
      ) : (
        <View className="qr certificate__gone">
          <Text className="quiet">二维码已过期，正在重新获取…</Text>
        </View>
      )}
      <View className="certificate__clock">
        <View className="certificate__rest" style={{ width: `${Math.round((left / term) * 100)}%` }} />
      </View>
      <Text className="quiet">{`${Math.max(0, left - margin)}秒后自动更新 · 截图无效`}</Text>
    </View>
  );
}

/** Seconds that a QR which has just come is good for; a phone whose clock is wrong counts its whole term. */
function lifeOf(expiresAt: string): number {
  const seconds = Math.ceil((Date.parse(expiresAt) - Date.now()) / 1000);
  return seconds > margin && seconds <= term ? seconds : term;
}
