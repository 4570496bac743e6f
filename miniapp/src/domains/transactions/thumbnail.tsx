import { useState } from 'react';
import { Image, Text, View } from '@tarojs/components';
import { spoken } from '@/platform';
import './thumbnail.css';

interface Props {
  /** Undefined while it is fetched, or where it may not be looked at. */
  url: string | undefined;
  /** What it shows, for who cannot see it. */
  title: string;
  /** Stands in its place where there is no picture, such as P20. */
  code: string;
  onTap?: () => void;
}

/** A small picture; a tap shows it full-screen. */
export function Thumbnail({ url, title, code, onTap }: Props) {
  const [failed, setFailed] = useState<string>();
  const shown = url !== undefined && url !== failed;
  return (
    <View
      className="thumbnail"
      {...(onTap ? spoken({ role: 'button', label: `查看${title}` }) : spoken({ role: 'img', label: title }))}
      onClick={() => onTap?.()}
    >
      {shown ? (
        <Image className="thumbnail__picture" src={url} mode="aspectFill" onError={() => setFailed(url)} />
      ) : (
        <Text className="thumbnail__code">{code}</Text>
      )}
    </View>
  );
}
