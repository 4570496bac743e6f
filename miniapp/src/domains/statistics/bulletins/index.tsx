import { call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { momentText } from '@/dates';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { NextBulletinRow } from '../next-bulletin-row';

/** 月度通报 that were sent, the newest first. */
export default function Bulletins() {
  const { data, error, reload } = useAnswer(() => call('GET /published-bulletins', {}));
  if (!data) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {data.items.length === 0 ? (
        <Empty title="还没有通报" text="协会每月收到车管数据后发出通报，发出后会显示在这里。" />
      ) : (
        <Links>
          {data.items.map(({ id, title, sentAt }) => (
            <LinkRow key={id} text={title} under={`${momentText(sentAt)}发出`} onTap={() => open(routes.bulletin, { id })} />
          ))}
        </Links>
      )}
      <NextBulletinRow />
    </Screen>
  );
}
