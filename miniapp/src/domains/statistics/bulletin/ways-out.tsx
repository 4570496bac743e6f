import { useState } from 'react';
import Taro from '@tarojs/taro';
import { View } from '@tarojs/components';
import { publicUrl } from '@/api';
import { ActionButton } from '@/components/action-button';
import { LinkRow, Links } from '@/components/links';
import { Note } from '@/components/notes';
import { copyText, enterGroupChat, entersGroupChat, ForwardButton, forwardPicture, forwardsPictures, isInGroupChat, saveToAlbum, say, sendCardToGroup, sendPictureToGroup } from '@/platform';
import { recall, remember } from '@/storage';
import { useAction, type Action } from '@/use-action';
import { cardTitle, type Bulletin } from '../bulletin-view';
import './ways-out.css';

/** Where the long picture of a bulletin is; open to everybody, as its page is. */
const posterUrl = ({ id }: Pick<Bulletin, 'id'>) => publicUrl(`/published-bulletins/${id}/poster.png`);
const pictureName = ({ title }: Pick<Bulletin, 'title'>) => `${title}.png`;

/** At the thumb: the card into a chat, and the long picture into the album. Inside a group that was opened for the app, both go there. */
export function Forwarding({ bulletin, path, inGroup }: { bulletin: Bulletin; path: string; inGroup: boolean }) {
  const sending = useAction();
  const saving = useAction();
  const toGroup = (send: () => Promise<boolean>) => sending.run(async () => {
    if (await send()) say('已发到群里');
  });
  const save = () => saving.run(async () => {
    if (await saveToAlbum(posterUrl(bulletin), pictureName(bulletin))) say('长图已保存');
  });
  return (
    <>
      <Failures of={[sending, saving]} />
      {inGroup ? (
        <>
          <ActionButton text="把卡片发到这个群" busy={sending.busy} onTap={() => void toGroup(() => sendCardToGroup({ title: cardTitle(bulletin), path }))} />
          <ActionButton text="把长图发到这个群" kind="plain" busy={sending.busy} onTap={() => void toGroup(() => sendPictureToGroup(posterUrl(bulletin), path))} />
        </>
      ) : (
        <View className="row ways">
          <ForwardButton text="转发到群" />
          <ActionButton text="保存长图" kind="plain" busy={saving.busy} onTap={() => void save()} />
        </View>
      )}
    </>
  );
}

/** So that nobody is offered twice what WeChat has refused on this phone. */
const refusal = 'group-chat-refused';

/** Whether the app stands in a group; where the host can let one choose a group, `enter` does. */
export function useGroupChat() {
  const [inGroup, setInGroup] = useState(isInGroupChat);
  const [refused, setRefused] = useState(() => recall<boolean>(refusal) === true);
  const entering = useAction(() => {
    remember(refusal, true);
    setRefused(true);
  });
  const enter = () => entering.run(async () => {
    if (await enterGroupChat()) setInGroup(true);
  });
  return { inGroup, entering, enter: entersGroupChat() && !inGroup && !refused ? enter : undefined };
}

/** What else can be done with a bulletin: look at the picture, hand it on, copy the text, choose a group. */
export function MoreWays({ bulletin, group: { enter, entering } }: { bulletin: Bulletin; group: ReturnType<typeof useGroupChat> }) {
  const handing = useAction();
  const url = posterUrl(bulletin);
  const copy = () =>
    copyText(bulletin.text).then(
      () => say('文字已复制'),
      () => say('没有复制成功，请再试一次。'),
    );
  return (
    <>
      <Failures of={[handing, entering]} />
      <Links>
        <LinkRow text="看长图" under="长按图片也可以保存或发送" onTap={() => void Taro.previewImage({ urls: [url] })} />
        {forwardsPictures() && <LinkRow text="发送长图" under="打开微信的发送菜单，选择群或好友" onTap={() => void handing.run(() => forwardPicture(url))} />}
        <LinkRow text="复制文字" under="粘贴到群里" onTap={() => void copy()} />
        {enter && <LinkRow text="选一个微信群发送" under="选好以后，卡片和长图直接发到这个群" onTap={() => void enter()} />}
      </Links>
    </>
  );
}

function Failures({ of }: { of: readonly Action[] }) {
  return (
    <>
      {of.map(({ error }, place) => error && (
        <Note key={place} kind="care">
          {error}
        </Note>
      ))}
    </>
  );
}
