import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { messageKinds } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Links } from '@/components/links';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { Sheet } from '@/components/sheet';
import { momentText } from '@/dates';
import { spoken } from '@/platform';
import { open } from '@/routes';
import { usePages } from '@/use-pages';
import { CheckpointLine } from '../checkpoint-line';
import { placeOfLink, type Message } from '../links';
import { keepUnread } from '../unread';
import './index.css';

/** 消息: what the association and the register have told this person and their company, the newest first. */
export default function Messages() {
  /** Messages that were opened since the list was read. */
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [reading, setReading] = useState<Message>();
  const { first, items, nextCursor, error, reload, more, loadMore } = usePages<Message>(async (cursor) => {
    const answer = await call('GET /messages', { query: { cursor, limit: 20 } });
    if (!cursor) keepUnread(answer.unread);
    return answer;
  });

  /** Shows it at once and tells the server beside it; where that fails, the message stays unread and is told with the next look. */
  function show(message: Message) {
    setReading(message);
    if (isRead(message)) return;
    call('POST /messages/:id/read', { params: { id: message.id } }).then(
      ({ unread }) => {
        setOpened((ids) => new Set([...ids, message.id]));
        keepUnread(unread);
      },
      () => undefined,
    );
  }
  const isRead = ({ id, readAt }: Message) => readAt !== null || opened.has(id);

  if (!first) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const place = reading && placeOfLink(reading);
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {items.length === 0 ? (
        <Empty title="还没有消息" text="审核结果、到期提醒和协会通知会发到这里。" />
      ) : (
        <Links>
          {items.map((message) => (
            <Row
              key={message.id}
              message={message}
              isRead={isRead(message)}
              onTap={() => show(message)}
            />
          ))}
        </Links>
      )}
      {more.error && <Note kind="care">{more.error}</Note>}
      {nextCursor && <ActionButton text="加载更多" kind="plain" busy={more.busy} onTap={() => void loadMore()} />}
      <CheckpointLine />
      {reading && (
        <Sheet
          title={reading.title}
          onClose={() => setReading(undefined)}
          footer={
            place && (
              <ActionButton
                text={place.text}
                onTap={() => {
                  setReading(undefined);
                  open(place.route, place.query);
                }}
              />
            )
          }
        >
          <Text className="quiet">{`${momentText(reading.sentAt)}${reading.to === 'company' ? ' · 发给企业' : ''}`}</Text>
          {reading.body.split('\n').map((paragraph, at) => (
            <Text key={at} className="paragraph">
              {paragraph}
            </Text>
          ))}
        </Sheet>
      )}
    </Screen>
  );
}

function Row({ message, isRead, onTap }: { message: Message; isRead: boolean; onTap(): void }) {
  const { title, sentAt, kind, to } = message;
  return (
    <View
      className="message"
      {...spoken({ role: 'button', label: isRead ? title : `未读 ${title}` })}
      onClick={onTap}
    >
      <View className={`message__dot${isRead ? ' message__dot--read' : ''}`} />
      <View className="message__words">
        <Text className={`message__title${isRead ? ' message__title--read' : ''}`}>{title}</Text>
        <Text className="quiet">{`${messageKinds[kind]} · ${to === 'company' ? '发给企业 · ' : ''}${momentText(sentAt)}`}</Text>
      </View>
    </View>
  );
}
