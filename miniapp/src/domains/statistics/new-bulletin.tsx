import { call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { momentText } from '@/dates';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { newsOf } from './bulletin-view';
import { lastRead } from './read-bulletin';

/** The newest 月度通报 on the first page, until it was opened; nothing where there is none or it cannot be read. */
export function NewBulletin() {
  const { data } = useAnswer(() => call('GET /published-bulletins', {}));
  const news = data && newsOf(data.items, lastRead(), Date.now());
  if (!news) return null;
  const { id, title, sentAt } = news;
  return (
    <Links>
      <LinkRow text={title} under={`月度通报，${momentText(sentAt)}发出`} aside={<Mark tone="calm" text="新" />} onTap={() => open(routes.bulletin, { id })} />
    </Links>
  );
}
