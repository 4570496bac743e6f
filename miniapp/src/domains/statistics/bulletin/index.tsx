import { useEffect } from 'react';
import { Text } from '@tarojs/components';
import { useRouter, useShareAppMessage } from '@tarojs/taro';
import { ApiError, call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { cardPath } from '@/platform';
import { open, pathOf, routes } from '@/routes';
import { isLoggedIn } from '@/session';
import { useAnswer } from '@/use-answer';
import { cardTitle, headlineOf, type Bulletin, type Content } from '../bulletin-view';
import { Headline, ItemRow } from '../headline';
import { NextBulletinRow } from '../next-bulletin-row';
import { countText, growthText } from '../numbers';
import { keepAsRead } from '../read-bulletin';
import { Explorer } from './explorer';
import { openedId } from './opened-id';
import { Forwarding, MoreWays, useGroupChat } from './ways-out';

/** 月度通报, open to everybody who got its card: the headline number, all figures, their months and parts, and the ways to hand it on. */
export default function BulletinPage() {
  const id = openedId(useRouter().params);
  const { data, error, reload } = useAnswer(() => fetchBulletin(id), [id]);
  const path = cardPath(pathOf(routes.bulletin, { id }));
  const group = useGroupChat();
  useShareAppMessage(() => ({ title: data ? cardTitle(data) : '车管数据月度通报', path }));
  useEffect(() => {
    if (data) keepAsRead(data.id);
  }, [data]);
  if (data === undefined)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  if (data === null)
    return (
      <Screen>
        <Empty title="这份通报看不到了" text="它已被协会撤回，或者链接不完整。请以最新一期通报为准。" />
        <Earlier />
      </Screen>
    );
  return (
    <Screen footer={<Forwarding bulletin={data} path={path} inGroup={group.inGroup} />}>
      {error && <Note kind="care">{error}</Note>}
      {data.isOutdated && <Note kind="care">这份通报发出后，车管数据出了更正版。下面的数请以更正后的通报为准。</Note>}
      <Figures bulletin={data} />
      <Explorer content={data.content} />
      <Words content={data.content} />
      <MoreWays bulletin={data} group={group} />
      <NextBulletinRow />
      <Earlier />
    </Screen>
  );
}

/** @returns null where there is none, or it was withdrawn */
async function fetchBulletin(id: string): Promise<Bulletin | null> {
  if (id === '') return null;
  return call('GET /published-bulletins/:id', { params: { id } }).catch((reason: unknown) => {
    if (reason instanceof ApiError && (reason.code === 'bulletin.not_found' || reason.code === 'request.invalid')) return null;
    throw reason;
  });
}

/** The headline in large, then every figure with its growth. */
function Figures({ bulletin: { title, content } }: { bulletin: Bulletin }) {
  const main = headlineOf(content);
  const others = content.figures.filter(({ item }) => item !== main?.item);
  return (
    <>
      {main && <Headline title={title} name={main.name} value={countText(main.value)} unit={main.unit} under={growthText(main.growth)} />}
      {others.length > 0 && (
        <Card>
          {others.map(({ item, name, value, unit, growth }) => (
            <ItemRow key={item} name={name} value={`${countText(value)}${unit}`} under={growthText(growth)} />
          ))}
        </Card>
      )}
    </>
  );
}

/** What the clerk and the checker say of the figures, and where they come from. */
function Words({ content: { note, remarks, source } }: { content: Content }) {
  return (
    <>
      {note !== '' && (
        <Card title="编者按">
          {note.split('\n').map((paragraph, at) => (
            <Text key={at} className="paragraph">
              {paragraph}
            </Text>
          ))}
        </Card>
      )}
      {remarks.length > 0 && (
        <Card title="数据说明">
          {remarks.map((remark) => (
            <Text key={remark} className="paragraph">
              {remark}
            </Text>
          ))}
        </Card>
      )}
      <Card>
        <Text className="quiet">{`数据来源：${source}`}</Text>
      </Card>
    </>
  );
}

/** The earlier ones, for those who have an account. */
function Earlier() {
  if (!isLoggedIn()) return null;
  return (
    <Links>
      <LinkRow text="往期通报" onTap={() => open(routes.bulletins)} />
    </Links>
  );
}
